import * as l10n from '@vscode/l10n';
import { describeStatus, HttpError, ProtocolError } from './errors';
import type { HttpAnswer } from './transport';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Reads `Retry-After` (RFC 9110, section 10.2.3): whole seconds or a date, nothing else. A date is
 * compared with the server's own `Date` if there is one, so a wrong clock here does no harm.
 * Returns milliseconds from now, at most a day; undefined if absent or malformed.
 */
export function parseRetryAfter(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(value)) {
    return Math.min(Number(value) * 1000, dayMs);
  }
  const until = parseDate(value);
  if (until === undefined) {
    return undefined;
  }
  const from = parseDate(headers.get('date') ?? '') ?? now;
  return Math.min(Math.max(until - from, 0), dayMs);
}

/**
 * An HTTP date (RFC 9110, section 5.6.7) in epoch milliseconds, only in the form that senders must
 * use. The day of the week is not checked.
 */
export function parseDate(text: string): number | undefined {
  const date = new Date(text);
  const isExact = /^[A-Z][a-z]{2}, /.test(text) && date.toUTCString().slice(3) === text.slice(3);
  return isExact ? date.getTime() : undefined;
}

/** The parsed JSON of an answer. Throws `ProtocolError` for anything else, such as a login page. */
export function readJson(answer: HttpAnswer): unknown {
  const type = answer.headers.get('content-type') ?? '';
  if (/\bhtml\b/i.test(type)) {
    throw new ProtocolError(
      l10n.t(
        'A web page answered instead of Circuit. Your network may require you to sign in first.',
      ),
    );
  }
  if (/\bxml\b/i.test(type)) {
    throw new ProtocolError(l10n.t('This server responds with XML, but Circuit uses JSON.'));
  }
  try {
    return JSON.parse(answer.text);
  } catch {
    throw wrongShape();
  }
}

/** The error for JSON of an unexpected shape. */
export function wrongShape(): ProtocolError {
  return new ProtocolError(l10n.t('Circuit sent an invalid response.'));
}

/**
 * Whether Circuit says that the person does not exist: 404 by the specification, but an answer seen
 * in the wild was a 400 with "One or more user do not exist."
 */
export function saysNobody(answer: HttpAnswer): boolean {
  return answer.status === 404 || (answer.status === 400 && /not exist/i.test(answer.text));
}

/** The error for an unsuccessful status. The server's words are never shown. */
export function httpErrorFor(answer: HttpAnswer): HttpError {
  const status = saysNobody(answer) ? 404 : answer.status;
  return new HttpError(describeStatus(status), status, parseRetryAfter(answer.headers));
}
