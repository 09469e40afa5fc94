import type { Event } from '../../base/event';
import { MINUTE_MS } from '../../base/timeWords';
import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import { fulfils } from '../equality';
import type { EndEvent } from '../model';
import type { Settable } from '../presenceChange';

/** An event that is awaited, as far as VS Code reports it. */
export interface AwaitedEnd {
  readonly event: EndEvent;
  /** Whether it has happened, as far as VS Code shows. */
  isOver(): boolean;
  readonly onDidChange: Event<void>;
}

/** Whether somebody works in this window. */
export interface UserActivity {
  readonly isActive: boolean;
  readonly onDidChange: Event<unknown>;
}

/** A status that somebody chose until something happens, as all windows share it. */
export interface Arrangement {
  /** Different for each choice. */
  readonly id: string;
  /** The window that renews it, and that ends it where no other window can know when. */
  readonly window: string;
  readonly event: EndEvent;
  /** What Circuit was last asked for, written down before the request. */
  readonly asked: PresenceUpdate;
  /** What Circuit then showed, and when (epoch milliseconds). */
  readonly shown?: (Settable & { readonly at: number }) | undefined;
  readonly before: Settable;
  /** When it was chosen, in epoch milliseconds. */
  readonly chosenAt: number;
}

/** How long Do Not Disturb lasts once the window that renews it is gone. */
export const LEASE_MS = 15 * MINUTE_MS;
/** The longest time for which it is renewed. */
export const LONGEST_MS = 4 * 60 * MINUTE_MS;

/** Whether Circuit ends it by itself unless it is renewed. */
export function isLease({ event }: Pick<Arrangement, 'event'>): boolean {
  return event.kind !== 'back' && event.kind !== 'dndEnd';
}

/** When it ends even if nothing has happened, in epoch milliseconds. */
export function latestEnd(arrangement: Arrangement): number | undefined {
  return isLease(arrangement) ? arrangement.chosenAt + LONGEST_MS : undefined;
}

/** When Circuit ends it by itself, in epoch milliseconds. */
export function leaseEnd({ asked }: Arrangement): number | undefined {
  return asked.state === 'DND' ? asked.dndUntil : undefined;
}

/** Circuit tells an end at least to the second, once it is known. */
const sameSecondMs = 2_000;

/**
 * Whether Circuit shows what was set, so that nobody has changed it since: the state, the message,
 * and the end to the second. An end that Circuit hasn't confirmed yet is compared as Circuit would
 * round it.
 */
export function isOurs({ asked, shown }: Arrangement, presence: Presence): boolean {
  const isShown =
    shown !== undefined &&
    presence.state === shown.state &&
    presence.statusMessage.trim() === shown.statusMessage.trim() &&
    (presence.state !== 'DND' || isNear(presence.dndUntil, shown.dndUntil));
  return isShown || (isUnconfirmed({ asked, shown }) && fulfils(presence, asked));
}

/** Whether Circuit hasn't yet said what became of the last request. */
function isUnconfirmed({ asked, shown }: Pick<Arrangement, 'asked' | 'shown'>): boolean {
  return shown === undefined || !fulfils({ ...plain, ...shown }, asked);
}

const plain = { userId: '', mobile: false, isOptedOut: false };

function isNear(one: number | undefined, other: number | undefined): boolean {
  return one === other || Math.abs((one ?? NaN) - (other ?? NaN)) < sameSecondMs;
}
