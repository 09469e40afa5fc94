import * as l10n from '@vscode/l10n';
import type { Memento } from '../../base/memento';
import { escapeIcons, isolate, plainMessage } from '../../base/plainText';
import { MINUTE_MS } from '../../base/timeWords';
import type { PresenceUpdate } from '../../circuit/types';
import type { PresenceChange } from '../../presence/presenceChange';
import type { SharedAccountSource } from '../../presence/shared/session';
import { presenceIcon, stateWord } from '../../presence/stateWords';
import type { StatusRow } from './row';

/** A status with a message, as it was set from here. Do Not Disturb is kept by its length. */
export interface RecentStatus {
  readonly state: PresenceUpdate['state'];
  readonly statusMessage: string;
  readonly minutes?: number | undefined;
}

const KEY = 'circuit.recentStatuses';
const KEPT = 3;
const STATES: readonly unknown[] = ['AVAILABLE', 'AWAY', 'BUSY', 'DND'];

/** `memory` with a place of its own for each account: what one typed is not offered to another. */
export function perAccount(
  memory: Memento,
  account: () => SharedAccountSource | undefined,
): Memento {
  const keyFor = (key: string) => {
    const current = account();
    return current && `${key}:${current.tag}`;
  };
  return {
    get: key => {
      const own = keyFor(key);
      return own === undefined ? undefined : memory.get(own);
    },
    update: async (key, value) => {
      const own = keyFor(key);
      if (own !== undefined) {
        await memory.update(own, value);
      }
    },
  };
}

/** The last three different ones, newest first. Anything else found there is left out. */
export function listRecent(memory: Memento): RecentStatus[] {
  const stored = memory.get(KEY);
  return Array.isArray(stored) ? stored.filter(isRecent).slice(0, KEPT) : [];
}

/** Keeps what was set, if it had a message: without one there is nothing to save typing. */
export async function remember(
  memory: Memento,
  change: PresenceChange,
  now: number,
): Promise<void> {
  const recent = toRecent(change, now);
  if (recent) {
    const others = listRecent(memory).filter(each => !isSame(each, recent));
    await memory.update(KEY, [recent, ...others].slice(0, KEPT));
  }
}

export async function forgetRecent(memory: Memento): Promise<void> {
  await memory.update(KEY, undefined);
}

function toRecent(change: PresenceChange, now: number): RecentStatus | undefined {
  const { state, dndUntil, statusMessage } = change;
  if (state === undefined || !statusMessage) {
    return undefined;
  }
  if (state !== 'DND') {
    return { state, statusMessage };
  }
  return dndUntil === undefined
    ? undefined
    : { state, statusMessage, minutes: Math.max(Math.round((dndUntil - now) / MINUTE_MS), 1) };
}

function isSame(a: RecentStatus, b: RecentStatus): boolean {
  return a.state === b.state && a.statusMessage === b.statusMessage && a.minutes === b.minutes;
}

function isRecent(value: unknown): value is RecentStatus {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { state, statusMessage, minutes }: Partial<Record<keyof RecentStatus, unknown>> = value;
  const hasEnd = typeof minutes === 'number' && minutes >= 1;
  return (
    STATES.includes(state) &&
    typeof statusMessage === 'string' &&
    (state === 'DND' ? hasEnd : minutes === undefined)
  );
}

/** A status that was set from here before; the first one heads them all. */
export function recentRow(recent: RecentStatus, index: number): StatusRow {
  const { state, statusMessage, minutes } = recent;
  return {
    icon: presenceIcon(state).icon,
    label: escapeIcons(isolate(plainMessage(statusMessage))),
    description:
      minutes === undefined ? stateWord(state) : l10n.t('Do Not Disturb for {0} min', minutes),
    act:
      minutes === undefined
        ? { kind: 'set', change: { state, statusMessage } }
        : { kind: 'dndFor', minutes, statusMessage },
    forgettable: true,
    ...(index === 0 ? { group: l10n.t('Recent') } : {}),
  };
}
