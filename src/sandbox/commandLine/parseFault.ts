import type { FaultKind } from '../faults';

/** The faults as written on the command line, with what each does. */
export const faultWords: readonly (readonly [string, string])[] = [
  ['latency:MS', 'carries it out at once and answers so late'],
  ['late:MS[:silent]', 'carries it out so late, waited for or not (and never tells)'],
  ['hang', 'never answers'],
  ['status:CODE[:RETRY_AFTER]', 'answers with this status'],
  ['reset[:headers|:body]', 'resets the connection'],
  ['truncated', 'sends half the body'],
  ['garbage', 'sends bytes that are not HTTP'],
  ['html', 'sends a page instead of JSON'],
  ['drip:MS', 'sends a byte of the body each MS'],
  ['wrong-shapes', 'sends JSON of other shapes'],
  ['expired-tokens', 'lets access tokens end at each request'],
  ['revoked-tokens', 'takes all tokens back at each request'],
  ['rate-limit:N[:SECONDS]', 'answers 429 after N requests a minute (or SECONDS)'],
];

/** Parses a fault as written on the command line; undefined if there is no such fault. */
export function parseFault(text: string): FaultKind | undefined {
  const [name = '', first, ...rest] = text.split(':');
  const second = rest.length > 0 ? rest.join(':') : undefined; // A time of day contains colons.
  const number = wholeNumber(first);
  switch (name) {
    case 'latency':
      return number === undefined ? undefined : { kind: 'latency', ms: number };
    case 'late':
      return number === undefined || (second !== undefined && second !== 'silent')
        ? undefined
        : { kind: 'late', ms: number, answers: second === undefined };
    case 'drip':
      return number === undefined ? undefined : { kind: 'drip', intervalMs: number };
    case 'status':
      return number !== undefined && number >= 200 && number <= 599
        ? { kind: 'status', status: number, retryAfter: second }
        : undefined;
    case 'rate-limit': {
      const seconds = second === undefined ? 60 : wholeNumber(second);
      return number === undefined || seconds === undefined
        ? undefined
        : { kind: 'rateLimit', requests: number, windowMs: seconds * 1000 };
    }
    case 'reset': {
      const at = first ?? 'before';
      return at === 'before' || at === 'headers' || at === 'body'
        ? { kind: 'reset', at }
        : undefined;
    }
    default:
      return first === undefined ? plainFault(name) : undefined;
  }
}

function plainFault(name: string): FaultKind | undefined {
  switch (name) {
    case 'hang':
    case 'truncated':
    case 'garbage':
    case 'html':
      return { kind: name };
    case 'wrong-shapes':
      return { kind: 'wrongShapes' };
    case 'expired-tokens':
      return { kind: 'expiredTokens' };
    case 'revoked-tokens':
      return { kind: 'revokedTokens' };
    default:
      return undefined;
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
