import type { Day, Part } from './model';
import { phrases } from './tokens';

export const WEEKDAYS = new Map(
  [
    'sun, sunday, sonntag',
    'mon, monday, montag',
    'tue, tues, tuesday, dienstag',
    'wed, weds, wednesday, mittwoch',
    'thu, thur, thurs, thursday, donnerstag',
    'fri, friday, freitag',
    'sat, saturday, samstag, sonnabend',
  ].flatMap((names, weekday) => phrases(weekday, names)),
);
export const SHORT_WEEKDAYS = new Map(
  ['so', 'mo', 'di', 'mi', 'do', 'fr', 'sa'].map((name, weekday) => [name, weekday]),
);
export const offset = (days: number): Day => ({ kind: 'offset', days });
export const OFFSETS = new Map<string, Day>([
  ...phrases(offset(0), 'today, heute'),
  ...phrases(offset(1), 'tomorrow, tmrw, tmr, tommorow, tommorrow, tomorow, morgen'),
  ...phrases(offset(2), 'day after tomorrow, the day after tomorrow, übermorgen, uebermorgen'),
  ...phrases({ kind: 'nextWeek' } as const, 'next week, nächste woche, naechste woche'),
  ...phrases({ kind: 'nextWeek' } as const, 'kommende woche, the next week'),
  ...phrases({ kind: 'endOfWeek' } as const, 'eow, end of week, the end of the week'),
  ...phrases({ kind: 'endOfWeek' } as const, 'end of the week, ende der woche, zum ende der woche'),
]);
/** Only after a word such as `until` they name an end. */
export const LOOSE_DAYS = new Map<string, Day>(
  phrases({ kind: 'endOfWeek' } as const, 'the weekend, weekend, wochenende, zum wochenende'),
);
export const PARTS = new Map<string, Part>([
  ...phrases('morning' as const, 'morning, früh, frueh, morgen, vormittag, in the morning'),
  ...phrases('noon' as const, 'noon, midday, mittag, at noon'),
  ...phrases('afternoon' as const, 'afternoon, nachmittag, in the afternoon'),
  ...phrases('evening' as const, 'evening, abend, in the evening'),
  ...phrases('night' as const, 'night, nacht'),
  ...phrases('endOfWork' as const, 'eod, cob, end of day, close of business, feierabend'),
]);
export const TODAY_PARTS = new Map<string, Part>([
  ...phrases('morning' as const, 'this morning'),
  ...phrases('afternoon' as const, 'this afternoon'),
  ...phrases('evening' as const, 'tonight, this evening'),
  ...phrases('endOfWork' as const, 'eod, cob, end of day, the end of the day, end of the day'),
  ...phrases('endOfWork' as const, 'close of business, the end of day, rest of the day'),
  ...phrases('endOfWork' as const, 'end of business, end of work, end of the working day'),
  ...phrases('endOfWork' as const, 'the rest of the day, feierabend, zum feierabend'),
  ...phrases('endOfWork' as const, 'dienstschluss, zum dienstschluss, rest des tages'),
  ...phrases('endOfWork' as const, 'den rest des tages, zum ende des tages, ende des tages'),
]);
/** Parts of the day that only a word such as `until` makes a time of. */
export const LOOSE_PARTS = new Map<string, Part>([
  ...phrases('evening' as const, 'the evening, abend, abends, zum abend, evening'),
  ...phrases('afternoon' as const, 'the afternoon, afternoon, zum nachmittag, nachmittag'),
  ...phrases('morning' as const, 'the morning, morning, zum morgen'),
]);
export const BEFORE_A_DAY = new Set(['on', 'am', 'den', 'dem', 'zum', 'the']);
export const NEXT = new Set(['next', 'nächsten', 'nächster', 'naechsten']);
export const OF = new Set(['of']);
export const NEXT_WEEK = new Map(
  phrases(true, 'next week, nächste woche, nächster woche, kommende woche'),
);
export const COMING = new Set(['this', 'coming', 'diesen', 'kommenden', 'kommender']);
export const MARKS = new Set([',', '.']);
export const COMPOUND =
  /^(.+(?:tag|woch|abend))s?(morgen|früh|vormittag|mittag|nachmittag|abend|nacht)$/;
