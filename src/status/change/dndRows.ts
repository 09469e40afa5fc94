import * as l10n from '@vscode/l10n';
import { escapeIcons, isolate, plainMessage } from '../../base/plainText';
import { clockWords, MINUTE_MS, type Moment } from '../../base/timeWords';
import { personsZone } from '../../base/zonedTime';
import { type DndChoice, dndChoices, type WorkingHours } from '../../presence/dndTimes';
import { presenceIcon } from '../../presence/stateWords';
import type { OwnState } from '../../presence/store';
import type { StatusRow } from './row';

/** The offered ends of Do Not Disturb, each with its clock time. */
export function dndRows(moment: Moment, hours: WorkingHours): StatusRow[] {
  return dndChoices(moment.now, hours, personsZone()).map(choice => ({
    icon: presenceIcon('DND').icon,
    ...choiceTexts(choice, clockWords(choice.until, moment)),
    usesClock: choice.kind !== 'minutes',
    act:
      choice.kind === 'minutes'
        ? { kind: 'dndFor', minutes: choice.minutes }
        : { kind: 'set', change: { state: 'DND', dndUntil: choice.until } },
  }));
}

/** `length` minutes as `30 min`, `1 h 30 min`, `2 days`. */
export function lengthWords(length: number): string {
  const [days, hours, minutes] = [length / 1440, Math.floor(length / 60), length % 60];
  if (days > 1 && Number.isInteger(days)) {
    return l10n.t('{0} days', days);
  }
  if (hours === 0) {
    return l10n.t('{0} min', minutes);
  }
  return minutes === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, minutes);
}

/** A narrow window cuts off the end of a row, so what is long comes after the time. */
function choiceTexts(choice: DndChoice, end: string): Pick<StatusRow, 'label' | 'description'> {
  switch (choice.kind) {
    case 'minutes':
      return {
        label: l10n.t('Do Not Disturb for {0}', lengthWords(choice.minutes)),
        description: l10n.t('until {0}', end),
      };
    case 'endOfWorkingDay':
      return {
        label: l10n.t('Do Not Disturb until {0}', end),
        description: l10n.t('end of the working day'),
      };
    case 'nextWorkingMorning':
      return {
        label: l10n.t('Do Not Disturb until {0}', end),
        description: l10n.t('start of the next working day'),
      };
  }
}

/** The rows that end or extend Do Not Disturb while it is on. */
export function dndNowRows({ known }: OwnState, moment: Moment): StatusRow[] {
  if (known?.kind !== 'known' || known.presence.state !== 'DND') {
    return [];
  }
  const end: StatusRow = {
    icon: 'bell',
    label: l10n.t('End Do Not Disturb now'),
    act: { kind: 'set', change: { state: 'AVAILABLE' } },
  };
  const message = plainMessage(known.presence.statusMessage);
  const ends = message === '' ? [end] : [end, endAndClearRow(message)];
  const { dndUntil } = known.presence;
  if (dndUntil === undefined || dndUntil <= moment.now) {
    return ends;
  }
  const later = dndUntil + 15 * MINUTE_MS;
  return [
    ...ends,
    {
      icon: presenceIcon('DND').icon,
      label: l10n.t('15 minutes longer'),
      description: l10n.t('until {0}', clockWords(later, moment)),
      act: { kind: 'set', change: { state: 'DND', dndUntil: later } },
    },
  ];
}

/** A message stays after its Do Not Disturb has ended unless it is cleared. */
function endAndClearRow(message: string): StatusRow {
  return {
    icon: 'bell',
    label: l10n.t('End and clear message'),
    description: escapeIcons(isolate(message)),
    act: { kind: 'set', change: { state: 'AVAILABLE', statusMessage: '' } },
  };
}
