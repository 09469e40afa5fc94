import * as v from 'valibot';
import { isUserId } from './ids';

/** The shape a received value must have to become a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A user id. One that could not be sent back is rejected. */
export const id = v.pipe(v.string(), v.check(isUserId));

/** Text; empty if it is missing, null or of another type. */
export const text = v.optional(v.pipe(v.unknown(), v.transform(toText)), '');

/** The same for a name, which may be stored. */
export const name = v.optional(v.pipe(v.unknown(), v.transform(toName)), '');

/** Cut to a length that is enough for any message; nothing longer is ever shown. */
export function toText(told: unknown): string {
  return typeof told === 'string' ? told.slice(0, 4096) : '';
}

/** Cut to a length that is enough for any name. */
export function toName(told: unknown): string {
  return toText(told).slice(0, 1024);
}

/** A flag; false if it is missing, null or of another type. */
export const flag = v.fallback(v.boolean(), false);

const earliestInstant = Date.UTC(2010, 0);
const latestInstant = Date.UTC(2200, 0);
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * An instant in epoch milliseconds, as in every sample seen; ISO 8601, the form of requests, is
 * accepted too. An implausible value, such as one in seconds, counts as missing.
 */
export const instant = v.optional(v.pipe(v.unknown(), v.transform(readInstant)));

function readInstant(told: unknown): number | undefined {
  const time = typeof told === 'string' && isoInstant.test(told) ? Date.parse(told) : told;
  return typeof time === 'number' && time >= earliestInstant && time <= latestInstant
    ? Math.trunc(time)
    : undefined;
}

/** No honest answer lists more than this many people, presences or labels. */
const mostItems = 1000;

/** No person has more telephone numbers or email addresses than this. */
const mostNested = 20;

/** The valid items of a list, and how many were dropped as malformed or beyond the limit. */
export interface Items<T> {
  readonly good: T[];
  readonly dropped: number;
  readonly beyond: number;
}

/**
 * Parses each item separately, so that a malformed one does not affect the others. Only the
 * beginning of an endless list is looked at.
 */
export function parseItems<T>(item: Schema<T>, items: readonly unknown[]): Items<T> {
  const looked = items.slice(0, mostItems);
  const good = looked.flatMap(each => {
    const parsed = v.safeParse(item, each);
    return parsed.success ? [parsed.output] : [];
  });
  return { good, dropped: looked.length - good.length, beyond: items.length - looked.length };
}

/**
 * A short list inside an object: the results of `read` for its first items; empty if it is not a
 * list. `read` is a plain function, since a schema is too slow on many bad items.
 */
export function goodItems<T>(read: (item: unknown) => T | undefined) {
  return v.pipe(
    v.fallback(v.custom<readonly unknown[]>(Array.isArray), []),
    v.transform(items => items.slice(0, mostNested).flatMap(item => read(item) ?? [])),
  );
}
