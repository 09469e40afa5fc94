import { MINUTE_MS } from '../../base/timeWords';
import type { PresenceUpdate } from '../../circuit/types';
import type { EndEvent } from '../../presence/model';
import type { PresenceChange } from '../../presence/presenceChange';

/**
 * A status with a message, as it was set from here. Do Not Disturb is kept with its length or its
 * event.
 */
export interface SavedStatus {
  readonly state: PresenceUpdate['state'];
  readonly statusMessage: string;
  readonly minutes?: number | undefined;
  /** What it lasts until. With `dndEnd` it also has a length, and the message is cleared then. */
  readonly event?: EndEvent | undefined;
}

const STATES: readonly unknown[] = ['AVAILABLE', 'AWAY', 'BUSY', 'DND'];

/** Undefined without a message, because that saves no typing. */
export function toSaved(
  { state, dndUntil, statusMessage }: PresenceChange,
  event: EndEvent | undefined,
  now: number,
): SavedStatus | undefined {
  if (state === undefined || !statusMessage) {
    return undefined;
  }
  const status = { state, statusMessage, ...(event && { event }) };
  if (state !== 'DND' || (event && event.kind !== 'dndEnd')) {
    return status;
  }
  return dndUntil === undefined
    ? undefined
    : { ...status, minutes: Math.max(Math.round((dndUntil - now) / MINUTE_MS), 1) };
}

export function isSameStatus(a: SavedStatus, b: SavedStatus): boolean {
  return (
    a.state === b.state &&
    a.statusMessage === b.statusMessage &&
    a.minutes === b.minutes &&
    isSameEvent(a.event, b.event)
  );
}

/** Whether both are the same event, as far as their names tell. */
export function isSameEvent(a: EndEvent | undefined, b: EndEvent | undefined): boolean {
  return a?.kind === b?.kind && nameOf(a) === nameOf(b);
}

/** Whether `value` is valid; stored data may have any shape. */
export function isSaved(value: unknown): value is SavedStatus {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { state, statusMessage, minutes, event }: Partial<Record<keyof SavedStatus, unknown>> =
    value;
  return (
    STATES.includes(state) &&
    typeof statusMessage === 'string' &&
    (event === undefined || isEvent(event)) &&
    hasRightEnd(state, minutes, event)
  );
}

function hasRightEnd(state: unknown, minutes: unknown, event: EndEvent | undefined): boolean {
  if (event?.kind === 'back') {
    return state === 'AWAY' && minutes === undefined;
  }
  const hasLength = typeof minutes === 'number' && minutes >= 1;
  const needsLength = state === 'DND' && (event === undefined || event.kind === 'dndEnd');
  return (
    (event === undefined || state === 'DND') && (needsLength ? hasLength : minutes === undefined)
  );
}

function isEvent(value: unknown): value is EndEvent {
  const { kind, name }: { kind?: unknown; name?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  return kind === 'task' || kind === 'terminal'
    ? typeof name === 'string'
    : kind === 'debugging' || kind === 'back' || kind === 'dndEnd';
}

function nameOf(event: EndEvent | undefined): string | undefined {
  return event && 'name' in event ? event.name : undefined;
}
