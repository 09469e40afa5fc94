import type { Logger } from '../../base/logger';
import type { Access } from '../client';
import { isCircuitError, NetworkError, type NetworkFault } from '../errors';
import { type Call, sendWith } from '../send';
import type { HttpAnswer } from '../transport';
import { runGets, runPut } from './operations';
import { findReadings, type ProbeReadings } from './readings';

/** How one operation went. `skipped`: not agreed to, or what it needs was not to be had. */
export interface ProbeRow {
  /** As the specification writes it, e.g. `GET /users/{id}`. */
  readonly operation: string;
  /** Whether the answer was of a documented status and shape. */
  readonly ok: boolean;
  readonly status: number | NetworkFault | 'protocol' | 'skipped';
  readonly ms: number;
}

/** What *Check Connection* found out. Holds no name, no id and no text of the server's. */
export interface ProbeResult {
  readonly rows: readonly ProbeRow[];
  readonly readings: ProbeReadings;
}

/** A call to try; without its values it is skipped. */
export interface Attempt extends Omit<Call, 'signal'> {
  readonly lacking?: boolean;
}

/** Tries a call, notes how it went and gives what `read` made of the answer. */
export type Try = <T>(attempt: Attempt, read: (answer: HttpAnswer) => T) => Promise<T | undefined>;

/**
 * Tries the nine GETs as the person of `access`, then finds out how this host reads what Circuit's
 * sources disagree about. Only with `mayPut` the present presence is set once more, as it is.
 * Failures become rows; throws only for lack of a token, or the reason of an aborted signal.
 */
export async function probe(
  access: Access,
  o: {
    readonly log: Logger;
    readonly mayPut: boolean;
    /** How the token answer listed its scopes, if that is known. */
    readonly scopeAs?: ProbeReadings['scopeAs'] | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ProbeResult> {
  const token = await access.token();
  const sendAs = (call: Attempt, as: Access) =>
    sendWith(as, token, { ...call, signal: o.signal }, o.log);
  const rows: ProbeRow[] = [];
  const tryCall: Try = async (attempt, read) => {
    const { value, ...row } = await measure(attempt, () => sendAs(attempt, access), read);
    o.signal?.throwIfAborted();
    rows.push(row);
    return value;
  };
  const { me, presence } = await runGets(tryCall);
  await runPut(tryCall, o.mayPut ? presence : undefined);
  const readings = await findReadings(sendAs, access, me);
  return { rows, readings: { ...readings, scopeAs: o.scopeAs ?? 'unknown' } };
}

async function measure<T>(
  attempt: Attempt,
  send: () => Promise<HttpAnswer>,
  read: (answer: HttpAnswer) => T,
): Promise<ProbeRow & { value?: T }> {
  const operation = `${attempt.method} ${attempt.template}`;
  if (attempt.lacking) {
    return { operation, ok: false, status: 'skipped', ms: 0 };
  }
  const started = Date.now();
  const row = (ok: boolean, status: ProbeRow['status']) => ({
    operation,
    ok,
    status,
    ms: Date.now() - started,
  });
  let answer: HttpAnswer | undefined;
  try {
    answer = await send();
    return { ...row(true, answer.status), value: read(answer) };
  } catch (error) {
    return row(false, answer?.status ?? faultOf(error));
  }
}

function faultOf(error: unknown): NetworkFault | 'protocol' {
  if (error instanceof NetworkError) {
    return error.fault;
  }
  if (isCircuitError(error)) {
    return 'protocol';
  }
  throw error;
}
