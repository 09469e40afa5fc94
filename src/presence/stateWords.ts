import * as l10n from '@vscode/l10n';
import { clockWords, type Moment } from '../base/timeWords';
import type { Presence } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';
import type { Known } from './store';

/** What is shown of a person: one of Circuit's states, hidden, or unknown. */
export type ShownState = 'AVAILABLE' | 'AWAY' | 'BUSY' | 'DND' | 'OFFLINE' | 'HIDDEN' | 'UNKNOWN';

/** Opted out is hidden and no data is unknown; neither is ever shown as offline. */
export function shownState(known: Known | undefined): ShownState {
  if (known?.kind !== 'known') {
    return 'UNKNOWN';
  }
  return known.presence.isOptedOut ? 'HIDDEN' : known.presence.state;
}

/** A state's icon and theme colour, both of VS Code's or of package.json. No two states share either. */
export function presenceIcon(state: ShownState): { readonly icon: string; readonly color: string } {
  switch (state) {
    case 'AVAILABLE':
      return { icon: 'pass-filled', color: 'circuit.available' };
    case 'AWAY':
      return { icon: 'circuit-away', color: 'circuit.away' };
    case 'BUSY':
      return { icon: 'circle-filled', color: 'circuit.busy' };
    case 'DND':
      return { icon: 'circuit-do-not-disturb', color: 'circuit.doNotDisturb' };
    case 'OFFLINE':
      return { icon: 'circle-outline', color: 'circuit.offline' };
    case 'HIDDEN':
      return { icon: 'eye-closed', color: 'circuit.hidden' };
    case 'UNKNOWN':
      return { icon: 'question', color: 'circuit.unknown' };
  }
}

export function stateWord(state: ShownState): string {
  switch (state) {
    case 'AVAILABLE':
      return l10n.t('Available');
    case 'AWAY':
      return l10n.t('Away');
    case 'BUSY':
      return l10n.t('Busy');
    case 'DND':
      return l10n.t('Do Not Disturb');
    case 'OFFLINE':
      return l10n.t('Offline');
    case 'HIDDEN':
      return l10n.t('Hidden');
    case 'UNKNOWN':
      return l10n.t('Unknown');
  }
}

/** E.g. `Busy`, `Do Not Disturb until 14:30`, `Hidden`. */
export function presenceWords(known: Known | undefined, moment: Moment): string {
  const state = shownState(known);
  return state === 'DND' && known?.kind === 'known'
    ? dndWords(known.presence.dndUntil, moment)
    : stateWord(state);
}

/** An update or an answer in words, without its message. */
export function updateWords(update: PresenceUpdate | Presence, moment: Moment): string {
  return update.state === 'DND' ? dndWords(update.dndUntil, moment) : stateWord(update.state);
}

/** What Circuit was asked for and has not confirmed. */
export function underWay(words: string): string {
  return l10n.t({
    message: '{0}…',
    args: [words],
    comment: '{0} is a status being set, e.g. Busy.',
  });
}

function dndWords(until: number | undefined, moment: Moment): string {
  return until === undefined
    ? stateWord('DND')
    : l10n.t('Do Not Disturb until {0}', clockWords(until, moment));
}

/** Marks words about people as *Demo* while the demo is on, since they could pass for real. */
export function inDemo(words: string, isDemo: boolean): string {
  return isDemo ? l10n.t('Demo: {0}', words) : words;
}
