import type { SandboxReadings } from '../readings';
import { WireError } from '../wire';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const email = /^[^\s@,]+@[^\s@,]+$/;

/** Several ids or email addresses. `maxLength` applies to the whole value of each key. */
export function readIds(
  query: URLSearchParams,
  name: string,
  { arrays, maxLength }: Pick<SandboxReadings, 'arrays'> & { maxLength: number },
): string[] {
  const all = query.getAll(name);
  if (all.some(value => value.length > maxLength)) {
    throw new WireError(400, `${name} is longer than ${maxLength} characters.`);
  }
  const values = arrays === 'comma' ? all.slice(0, 1) : all;
  const ids = arrays === 'repeated' ? values : values.flatMap(value => value.split(','));
  if (ids.length === 0) {
    throw new WireError(400, `${name} is missing.`);
  }
  return ids.map(checkId);
}

/** An id or an email address. */
export function checkId(text: string): string {
  if (text.length > 2048 || !(uuid.test(text) || email.test(text))) {
    throw new WireError(400, 'Neither a user ID nor a valid email address.');
  }
  return text;
}

/** A text of 1 to 2,048 characters. */
export function readText(values: URLSearchParams, name: string): string {
  const text = readOptionalText(values, name);
  if (!text) {
    throw new WireError(400, `${name} is missing.`);
  }
  return text;
}

/** A text of at most 2,048 characters, if there is one. */
export function readOptionalText(values: URLSearchParams, name: string): string | undefined {
  const text = values.get(name) ?? undefined;
  if (text !== undefined && text.length > 2048) {
    throw new WireError(400, `${name} is longer than 2048 characters.`);
  }
  return text;
}

/**
 * `true` or `false` in any case, as the vendor's generated clients write them; `false` when missing.
 */
export function readBoolean(values: URLSearchParams, name: string): boolean {
  const text = (values.get(name) ?? 'false').toLowerCase();
  if (text !== 'true' && text !== 'false') {
    throw new WireError(400, `${name} is neither true nor false.`);
  }
  return text === 'true';
}

/** The same for an operation without a documented 400: anything but `true` is false. */
export function readLenientBoolean(values: URLSearchParams, name: string): boolean {
  return values.get(name)?.toLowerCase() === 'true';
}

const dateTime = /^(\d{4}-\d\d)-(\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** An ISO 8601 time with its zone, as epoch milliseconds; undefined if missing or invalid. */
export function readTime(values: URLSearchParams, name: string): number | undefined {
  const [text, month = '', day = ''] = dateTime.exec(values.get(name) ?? '') ?? [];
  const time = text !== undefined && hasDay(month, Number(day)) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** `Date` would accept 31 February as a day in March. */
function hasDay(month: string, day: number): boolean {
  const date = new Date(`${month}-01T00:00:00Z`);
  const { [1]: monthNumber } = month.split('-');
  date.setUTCDate(day);
  return date.getUTCMonth() + 1 === Number(monthNumber);
}
