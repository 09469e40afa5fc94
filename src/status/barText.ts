import * as l10n from '@vscode/l10n';
import { clockWords, MINUTE_MS, type Moment, nextMidnight } from '../base/timeWords';
import type { PresenceUpdate } from '../circuit/types';
import { STALE_AFTER_MS } from '../presence/equality';
import { presenceOf } from '../presence/model';
import { presenceIcon, shownState, stateWord, underWay } from '../presence/stateWords';
import { shortUntilWords } from '../presence/until/eventWords';
import type { Connection, Known, OwnState } from '../presence/store';

/** What the words depend on besides Circuit's data. */
export interface Scene extends Moment {
  /**
   * Whether the window has the focus; ages and countdowns are only shown then, otherwise clock
   * times.
   */
  readonly focused: boolean;
  readonly demo: boolean;
  /** The account's name. Untrusted text. */
  readonly account?: string | undefined;
}

/** The connection while somebody is signed in. */
export type SignedInConnection = Exclude<Connection, { readonly kind: 'signedOut' }>;

/** An icon's id and a few words. */
export interface BarText {
  readonly icon: string;
  readonly words: string;
}

export const COUNTDOWN_MINUTES = 5;

/** The user's presence as shown in the status bar. Each kind has its own shape. */
export function barText(connection: SignedInConnection, own: OwnState, scene: Scene): BarText {
  switch (connection.kind) {
    case 'connecting':
      return { icon: 'sync~spin', words: l10n.t('Connecting…') };
    case 'offline':
      if (isRefused(connection)) {
        return { icon: 'sign-in', words: l10n.t('Circuit: Sign in again') };
      }
      return own.pending ? pendingText(own, own.pending, scene) : unreachableText(own.known);
    case 'online':
      return own.pending ? pendingText(own, own.pending, scene) : knownText(own, scene);
  }
}

/** Whether Circuit no longer accepts this sign-in, so that only a new one helps. */
export function isRefused(connection: Connection): boolean {
  return connection.kind === 'offline' && connection.reason.kind === 'unauthorized';
}

function pendingText(own: OwnState, update: PresenceUpdate, scene: Scene): BarText {
  const end = update.state === 'DND' ? endText(update.dndUntil, scene) : stateWord(update.state);
  const words = eventText(own) ?? end;
  return { icon: 'loading~spin', words: underWay(words) };
}

function unreachableText(known: Known | undefined): BarText {
  const words = known
    ? l10n.t('Unreachable, was {0}', stateWord(shownState(known)))
    : l10n.t('Circuit unreachable');
  return { icon: 'debug-disconnect', words };
}

function knownText(own: OwnState, scene: Scene): BarText {
  const { known } = own;
  const state = shownState(known);
  if (known && scene.now - known.checkedAt >= STALE_AFTER_MS) {
    const checked = clockWords(known.checkedAt, scene);
    return { icon: 'sync-ignored', words: l10n.t('{0} as of {1}', stateWord(state), checked) };
  }
  const isDnd = state === 'DND' && known?.kind === 'known';
  const end = isDnd ? dndText(known.presence.dndUntil, known.checkedAt, scene) : stateWord(state);
  return { icon: presenceIcon(state).icon, words: eventText(own) ?? end };
}

/** The event that ends it, where it is not a time that does. */
function eventText({ until }: OwnState): string | undefined {
  return until?.kind === 'lasting' ? shortUntilWords(until.event) : undefined;
}

function dndText(until: number | undefined, checkedAt: number, scene: Scene): string {
  if (until === undefined) {
    return stateWord('DND');
  }
  const minutes = Math.ceil((until - scene.now) / MINUTE_MS);
  if (minutes <= 0) {
    return checkedAt > until ? l10n.t('still on') : l10n.t('ending…');
  }
  return minutes <= COUNTDOWN_MINUTES && scene.focused
    ? l10n.t('{0} min', minutes)
    : endText(until, scene);
}

function endText(until: number, scene: Scene): string {
  return l10n.t('until {0}', clockWords(until, scene));
}

/**
 * When the words go out of date, in epoch milliseconds: because of an end or its countdown, an age,
 * or a new day.
 */
export function nextRedrawAt(own: OwnState, scene: Scene): number | undefined {
  const { known, pending } = own;
  if (!known && !pending) {
    return undefined;
  }
  const checkedAt = known?.checkedAt ?? scene.now;
  const until = presenceOf(known)?.dndUntil;
  const times = [
    checkedAt + STALE_AFTER_MS,
    nextMidnight(scene.now),
    ...(scene.focused ? [nextStep(checkedAt, scene.now)] : []),
    ...(until === undefined ? [] : [until, ...(scene.focused ? countdown(until) : [])]),
  ];
  return Math.min(...times.filter(time => time > scene.now));
}

/** The next time that an age grows by a minute. */
function nextStep(since: number, now: number): number {
  const minutes = Math.max(Math.floor((now - since) / MINUTE_MS), 0);
  return since + (minutes + 1) * MINUTE_MS;
}

function countdown(until: number): number[] {
  return Array.from({ length: COUNTDOWN_MINUTES }, (_, minute) => until - (minute + 1) * MINUTE_MS);
}
