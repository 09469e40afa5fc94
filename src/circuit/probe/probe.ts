import type { Logger } from '../../base/log';
import { isCircuitError, NetworkError, type NetworkFault } from '../errors';
import { sendWith } from '../send';
import type { HttpAnswer } from '../transport';
import type { Access } from '../types';
import { runGets, runPut } from './operations';
import { findReadings } from './readings';
import type { Attempt, ProbeReadings, ProbeResult, ProbeRow, Try } from './types';

/**
 * Tries the nine GETs as the person of `access`, then finds out how this host handles what
 * Circuit's sources disagree about. Only with `mayPut` the current presence is set again,
 * unchanged. Failures become rows; throws only if there is no token, or the reason of an aborted
 * signal.
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
