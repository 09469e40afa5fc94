import * as v from 'valibot';
import { isUserId } from './ids';

/** What a value of the wire must look like to become a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A user id. One that could not be sent back is not taken either. */
export const id = v.pipe(v.string(), v.check(isUserId));

/** Text that may be missing, null or nonsense: then it is empty. */
export const text = v.fallback(v.string(), '');

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

/** Parses each item by itself, so that one of a wrong shape does not cost the others. */
export function parseItems<T>(item: Schema<T>, items: readonly unknown[]) {
  const good = items.flatMap(each => {
    const parsed = v.safeParse(item, each);
    return parsed.success ? [parsed.output] : [];
  });
  return { good, dropped: items.length - good.length };
}

/** A list inside something larger: only its good items, and none when it is no list at all. */
export function goodItems<T>(item: Schema<T>) {
  return v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform(items => parseItems(item, items).good),
  );
}
