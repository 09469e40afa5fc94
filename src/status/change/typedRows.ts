import * as l10n from '@vscode/l10n';
import {
  escapeIcons,
  fitsMessage,
  isolate,
  MESSAGE_LIMIT,
  plainMessage,
} from '../../base/plainText';
import { clockWords, MINUTE_MS, type Moment } from '../../base/timeWords';
import { personsZone } from '../../base/zonedTime';
import type { WorkingHours } from '../../presence/dndTimes';
import { presenceIcon, stateWord } from '../../presence/stateWords';
import { parseStatus, type Reading } from '../../presence/typed/parseStatus';
import { withoutEvent } from '../until/withoutEvent';
import { lengthWords } from './dndRows';
import type { StatusRow } from './row';

/** The context for rows, including whether Do Not Disturb can be ended. */
export interface TypedContext {
  readonly moment: Moment;
  readonly hours: WorkingHours;
  readonly isDnd: boolean;
}

/**
 * The meanings of a typed text as rows, the likeliest first. Each row says everything it would set.
 */
export function typedRows(typed: string, context: TypedContext): StatusRow[] {
  const { moment, hours } = context;
  const { now, language } = moment;
  const readings = parseStatus(typed, { now, hours, language, timeZone: personsZone() });
  const read = readings.flatMap(reading => rowOf(reading, context) ?? []);
  const rows = [...read, ...read.flatMap(row => clearingRow(row) ?? [])];
  return rows.filter((row, at) => rows.findIndex(({ label }) => label === row.label) === at);
}

/** The same, for a pick that only needs an end. */
export function typedEndRows(typed: string, context: TypedContext): StatusRow[] {
  const rows = typedRows(typed, context);
  const ends = rows.filter(
    ({ act }) => (act.kind === 'set' || act.kind === 'until') && act.change.state === 'DND',
  );
  const bad = rows.filter(({ act }) => act.kind === 'nothing');
  return ends.length > 0 || bad.length > 0 || typed.trim() === ''
    ? [...ends, ...bad]
    : [badRow(l10n.t("That isn't a time. Type one such as 90m, 14:30, or fri 9:00."))];
}

function rowOf(reading: Reading, { moment, isDnd }: TypedContext): StatusRow | undefined {
  switch (reading.kind) {
    case 'message':
      return messageRow(reading.text);
    case 'dndFor':
    case 'dndUntil':
      return dndRow(reading, moment);
    case 'state':
      return stateRow(reading);
    case 'chooseLength':
      return {
        icon: presenceIcon('DND').icon,
        label: l10n.t('Do Not Disturb…'),
        description: l10n.t('Choose how long'),
        act: { kind: 'chooseLength' },
        alwaysShow: true,
      };
    case 'endDnd':
      return reading.back && !isDnd ? stateRow({ state: 'AVAILABLE' }) : endRow();
    case 'bad':
      return badRow(reading.reason);
  }
}

function messageRow(text: string): StatusRow | undefined {
  if (!fitsMessage(text)) {
    return tooLongRow();
  }
  // Exactly the shown text is sent.
  const statusMessage = plainMessage(text);
  return statusMessage === ''
    ? undefined
    : {
        icon: 'comment',
        label: escapeIcons(l10n.t('Set message "{0}"', isolate(statusMessage))),
        act: { kind: 'set', change: { statusMessage } },
        alwaysShow: true,
      };
}

function dndRow(reading: Reading & { kind: 'dndFor' | 'dndUntil' }, moment: Moment): StatusRow {
  if (reading.message !== undefined && !fitsMessage(reading.message)) {
    return tooLongRow();
  }
  const statusMessage = plainMessage(reading.message ?? '') || undefined;
  const dndUntil =
    reading.kind === 'dndFor' ? moment.now + reading.minutes * MINUTE_MS : reading.until;
  const words = endWords(reading, clockWords(dndUntil, moment));
  return {
    icon: presenceIcon('DND').icon,
    label: escapeIcons(withMessage(words, statusMessage)),
    description: reading.kind === 'dndUntil' ? reading.note : undefined,
    usesClock: reading.kind === 'dndUntil',
    act: { kind: 'set', change: { state: 'DND', dndUntil, statusMessage } },
    alwaysShow: true,
  };
}

/** The same, with a message that does not outlive it. */
function clearingRow(row: StatusRow): StatusRow | undefined {
  const { act } = row;
  const isWithMessage =
    act.kind === 'set' && act.change.state === 'DND' && act.change.statusMessage !== undefined;
  return isWithMessage
    ? {
        ...row,
        // First what tells it from the row above: a narrow window cuts off the end.
        label: l10n.t('Clear message at the end: {0}', row.label),
        description: l10n.t('if VS Code is running then and Circuit still shows this message'),
        act: { kind: 'until', end: withoutEvent('dndEnd'), change: act.change },
      }
    : undefined;
}

function endWords(reading: Reading & { kind: 'dndFor' | 'dndUntil' }, clock: string): string {
  if (reading.kind === 'dndFor') {
    return l10n.t('Do Not Disturb for {0}, until {1}', lengthWords(reading.minutes), clock);
  }
  return reading.fromNow
    ? l10n.t('Do Not Disturb from now until {0}', clock)
    : l10n.t('Do Not Disturb until {0}', clock);
}

function stateRow({
  state,
  message,
  endless,
}: Omit<Reading & { kind: 'state' }, 'kind'>): StatusRow {
  if (message !== undefined && !fitsMessage(message)) {
    return tooLongRow();
  }
  const statusMessage = plainMessage(message ?? '') || undefined;
  const words = endless
    ? l10n.t('{0} (no end time; only Do Not Disturb has one)', stateWord(state))
    : stateWord(state);
  return {
    icon: presenceIcon(state).icon,
    label: escapeIcons(withMessage(words, statusMessage)),
    act: { kind: 'set', change: { state, statusMessage } },
    alwaysShow: true,
  };
}

function endRow(): StatusRow {
  return {
    icon: 'bell',
    label: l10n.t('End Do Not Disturb now'),
    act: { kind: 'endDnd' },
    alwaysShow: true,
  };
}

function withMessage(words: string, message: string | undefined): string {
  return message === undefined
    ? words
    : l10n.t({
        message: '{0}: {1}',
        args: [words, isolate(message)],
        comment:
          '{0} is a status such as Do Not Disturb until 14:00, {1} the message along with it.',
      });
}

function tooLongRow(): StatusRow {
  return badRow(l10n.t('A status message can have up to {0} characters.', MESSAGE_LIMIT));
}

function badRow(reason: string): StatusRow {
  return { icon: 'warning', label: reason, act: { kind: 'nothing' }, alwaysShow: true };
}
