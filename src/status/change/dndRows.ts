import * as l10n from '@vscode/l10n';
import { escapeIcons, fitsMessage, MESSAGE_LIMIT, plainMessage } from '../../base/plainText';
import { clockWords, type Moment } from '../../base/timeWords';
import { type DndChoice, dndChoices, type WorkingHours } from '../../presence/dndTimes';
import { type FreeText, parseFreeText } from '../../presence/parseStatus';
import type { StatusRow } from './row';

/** Every end of Do Not Disturb on offer, each with the clock time it comes to. */
export function dndRows(moment: Moment, hours: WorkingHours): StatusRow[] {
  return dndChoices(moment.now, hours).map(choice => ({
    icon: 'bell-slash',
    label: choiceWords(choice),
    description: l10n.t('until {0}', clockWords(choice.until, moment)),
    act:
      choice.kind === 'minutes'
        ? { kind: 'dndFor', minutes: choice.minutes }
        : { kind: 'set', change: { state: 'DND', dndUntil: choice.until } },
  }));
}

/** What was typed, as the row it would be: an end, a message, or the reason why it is neither. */
export function typedRow(
  typed: string,
  moment: Moment,
  hours: WorkingHours,
): StatusRow | undefined {
  const text = typed.trim();
  return text === '' ? undefined : readRow(text, parseFreeText(text, moment.now, hours), moment);
}

/** The same where only an end will do. */
export function typedEndRow(
  typed: string,
  moment: Moment,
  hours: WorkingHours,
): StatusRow | undefined {
  const row = typedRow(typed, moment, hours);
  return row && isMessageRow(row)
    ? badRow(l10n.t('That is no time. Type one such as 90m, 14:30 or fri 9:00.'))
    : row;
}

/** Whether a row sets the message and nothing else. */
export function isMessageRow({ act }: StatusRow): boolean {
  return act.kind === 'set' && act.change.state === undefined;
}

function readRow(text: string, read: FreeText, moment: Moment): StatusRow {
  switch (read.kind) {
    case 'until':
      return untilRow(read, moment);
    case 'bad':
      return badRow(read.reason);
    case 'noTime':
      return messageRow(text);
  }
}

function untilRow(read: FreeText & { kind: 'until' }, moment: Moment): StatusRow {
  const { until, message: statusMessage, note } = read;
  const clock = clockWords(until, moment);
  const words =
    statusMessage === undefined
      ? l10n.t('Do Not Disturb until {0}', clock)
      : l10n.t('Do Not Disturb until {0}: {1}', clock, plainMessage(statusMessage));
  return {
    icon: 'bell-slash',
    label: escapeIcons(words),
    description: note,
    act: { kind: 'set', change: { state: 'DND', dndUntil: until, statusMessage } },
    alwaysShow: true,
  };
}

function messageRow(text: string): StatusRow {
  if (!fitsMessage(text)) {
    return badRow(l10n.t('A status message can have at most {0} characters.', MESSAGE_LIMIT));
  }
  return {
    icon: 'comment',
    label: escapeIcons(l10n.t('Set the message: {0}', plainMessage(text))),
    act: { kind: 'set', change: { statusMessage: text } },
    alwaysShow: true,
  };
}

function badRow(reason: string): StatusRow {
  return { icon: 'warning', label: reason, act: { kind: 'nothing' }, alwaysShow: true };
}

function choiceWords(choice: DndChoice): string {
  switch (choice.kind) {
    case 'minutes':
      return choice.minutes < 60
        ? l10n.t('Do Not Disturb for {0} min', choice.minutes)
        : l10n.t('Do Not Disturb for {0} h', choice.minutes / 60);
    case 'endOfWorkingDay':
      return l10n.t('Do Not Disturb until the end of the working day');
    case 'nextWorkingMorning':
      return l10n.t('Do Not Disturb until the next working morning');
  }
}
