import { readFileSync } from 'node:fs';
import { parseStatus, type Reading } from '../../../../src/presence/typed/parseStatus';
import { DEFAULT_WORKING_HOURS as hours } from '../../../../src/presence/dndTimes';

/** A line of the lists of typed texts: the rows that it must begin with, or `none` for no time at all. */
export interface Line {
  readonly typed: string;
  readonly rows: readonly string[];
  /** When it is typed, as ISO 8601, and VS Code's language. */
  readonly at: string;
  readonly language?: string | undefined;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function readLines(language: 'en' | 'de'): Line[] {
  let context: Pick<Line, 'at' | 'language'> = { at: '2026-11-23T13:10+01:00' };
  return readFileSync(`test/unit/presence/typed/typedTimes.${language}.txt`, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .flatMap(line => {
      const [, at, shown] = /^@ (\S+) ?(\S+)?$/.exec(line) ?? [];
      if (at !== undefined) {
        context = { at, language: shown };
        return [];
      }
      const [typed = '', rows = ''] = line.split(' => ');
      return [{ typed, rows: rows.split(' ; '), ...context }];
    });
}

/** The readings of a line in the words of the lists. */
export function readAs({ typed, at, language }: Line, timeZone?: string): string[] {
  const context = { now: Date.parse(at), hours, timeZone, language };
  return parseStatus(typed, context).map(reading => inWords(reading, typed));
}

function inWords(reading: Reading, typed: string): string {
  switch (reading.kind) {
    case 'message':
      return reading.text === typed ? 'say' : `other message: ${reading.text}`;
    case 'dndFor':
      return withMessage(`${reading.minutes}m`, reading.message);
    case 'dndUntil':
      return withMessage(
        `${reading.fromNow ? 'now-' : ''}${instantInWords(reading.until)}${reading.note ? '!' : ''}`,
        reading.message,
      );
    case 'state':
      return withMessage(reading.state, reading.message);
    case 'chooseLength':
      return 'LENGTHS';
    case 'endDnd':
      return reading.back ? 'BACK' : 'END';
    case 'bad':
      return 'bad';
  }
}

function withMessage(words: string, message: string | undefined): string {
  return message === undefined ? words : `${words} "${message}"`;
}

export function instantInWords(instant: number): string {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(instant)
    .split(' ');
  const days = Math.round((Date.parse(date) - Date.parse('2026-11-23')) / 86_400_000);
  if (days === 0) {
    return time;
  }
  const day = days > 0 && days < 7 ? weekdays[days] : date.replace(/^2026-/, '');
  return `${day ?? ''} ${time}`;
}
