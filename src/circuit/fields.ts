import * as v from 'valibot';
import { isUserId } from './ids';

/** What a value of the wire must look like to become a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A user id. One that could not be sent back is not taken either. */
export const id = v.pipe(v.string(), v.check(isUserId));

/** Text that may be missing, null or nonsense: then it is empty. */
export const text = v.optional(v.pipe(v.unknown(), v.transform(toText)), '');

/** The same for a name, which is kept beyond the session. */
export const name = v.optional(v.pipe(v.unknown(), v.transform(toName)), '');

/** What no screen shows is left at the door: so many UTF-16 units are enough for any message. */
export function toText(told: unknown): string {
  return typeof told === 'string' ? told.slice(0, 4096) : '';
}

/** So many UTF-16 units are enough for any name. */
export function toName(told: unknown): string {
  return toText(told).slice(0, 1024);
}

/** A flag that may be missing, null or nonsense: then it is not set. */
export const flag = v.fallback(v.boolean(), false);

const earliestInstant = Date.UTC(2010, 0);
const latestInstant = Date.UTC(2200, 0);
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * An instant in epoch milliseconds. Every sample seen was one; ISO-8601, which requests are
 * written in, is read too. Anything not believable, seconds say, is as good as missing.
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

/** No person has more telephone numbers or e-mail addresses than this. */
const mostNested = 20;

/** The good items of a list, and how many were left out: of a wrong shape, or beyond the limit. */
export interface Items<T> {
  readonly good: T[];
  readonly dropped: number;
  readonly beyond: number;
}

/**
 * Parses each item by itself, so that one of a wrong shape does not cost the others. Of an endless
 * list only the beginning is looked at.
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
 * A short list inside something larger: only what `read` makes of its first items, and nothing when
 * it is no list at all. `read` is a plain function, since a schema costs too much for each bad item.
 */
export function goodItems<T>(read: (item: unknown) => T | undefined) {
  return v.pipe(
    v.fallback(v.custom<readonly unknown[]>(Array.isArray), []),
    v.transform(items => items.slice(0, mostNested).flatMap(item => read(item) ?? [])),
  );
}
