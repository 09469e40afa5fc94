import * as l10n from '@vscode/l10n';
import { clockWords, type Moment } from '../../base/timeWords';
import { personsZone } from '../../base/zonedTime';
import { type DndChoice, dndChoices, type WorkingHours } from '../../presence/dndTimes';
import type { StatusRow } from './row';

/** Every end of Do Not Disturb on offer, each with the clock time it comes to. */
export function dndRows(moment: Moment, hours: WorkingHours): StatusRow[] {
  return dndChoices(moment.now, hours, personsZone()).map(choice => ({
    icon: 'bell-slash',
    label: choiceWords(choice),
    description: l10n.t('until {0}', clockWords(choice.until, moment)),
    usesClock: choice.kind !== 'minutes',
    act:
      choice.kind === 'minutes'
        ? { kind: 'dndFor', minutes: choice.minutes }
        : { kind: 'set', change: { state: 'DND', dndUntil: choice.until } },
  }));
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
