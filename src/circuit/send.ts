import type { Logger } from '../base/log';
import { httpErrorFor } from './answers';
import { isCircuitError, NetworkError, UnauthorizedError } from './errors';
import { requireIds, serializeIds } from './ids';
import type { HttpAnswer } from './transport';
import type { Access } from './types';

/** A call of one of Circuit's operations. */
export interface Call {
  readonly method: 'GET' | 'PUT';
  /**
   * The path as in the specification, such as `/users/{id}/presence`. The only part that is logged.
   */
  readonly template: string;
  /** The value for the template's `{…}`. */
  readonly id?: string;
  /** Several ids under one name, serialized in the form this host understands. */
  readonly ids?: { readonly name: string; readonly values: readonly string[] };
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a call with a token and returns the answer, whatever its status but 401. */
export type Send = (call: Call) => Promise<HttpAnswer>;

const profile = { method: 'GET', template: '/users/profile' } as const;

/**
 * Sends calls as the person of `access`. A 401 may also mean a missing permission, so another token
 * is tried once and then the profile is requested; only if that is refused too an
 * `UnauthorizedError` is thrown.
 */
export function createSend(access: () => Access | undefined, log: Logger): Send {
  return async call => {
    requireIds([...(call.id === undefined ? [] : [call.id]), ...(call.ids?.values ?? [])]);
    const current = access();
    if (!current) {
      throw new UnauthorizedError();
    }
    const token = await current.token();
    const answer = await sendWith(current, token, call, log);
    if (answer.status !== 401) {
      return answer;
    }
    const newer = await current.token(token);
    if (newer === token) {
      return await refuse(current, token, call, answer, log);
    }
    const second = await sendWith(current, newer, call, log);
    return second.status === 401 ? await refuse(current, newer, call, second, log) : second;
  };
}

async function refuse(
  access: Access,
  token: string,
  call: Call,
  refusal: HttpAnswer,
  log: Logger,
): Promise<never> {
  if (call.template === profile.template) {
    throw new UnauthorizedError();
  }
  const check = await sendWith(access, token, { ...profile, signal: call.signal }, log);
  switch (check.status) {
    case 200:
      throw httpErrorFor(refusal);
    case 401:
      throw new UnauthorizedError();
  }
  throw httpErrorFor(check);
}

/** Sends a call once with this token and returns any answer. Writes one line to `log`. */
export async function sendWith(access: Access, token: string, call: Call, log: Logger) {
  call.signal?.throwIfAborted();
  const started = Date.now();
  let outcome = 'aborted';
  try {
    const answer = await access.transport({
      method: call.method,
      url: urlOf(access, call),
      headers: headersOf(token, call),
      ...(call.form && { body: new URLSearchParams(call.form).toString() }),
      ...(call.signal && { signal: call.signal }),
    });
    outcome = String(answer.status);
    return answer;
  } catch (error) {
    outcome = describe(error) ?? outcome;
    throw error;
  } finally {
    log.trace(`${call.method} ${call.template} ${outcome} ${Date.now() - started} ms`);
  }
}

function urlOf(access: Access, call: Call): URL {
  const path = call.template.replace(/\{.*?\}/, () => encodeURIComponent(call.id ?? ''));
  const url = new URL(`/rest/v2${path}`, access.origin);
  const ids = call.ids && serializeIds(call.ids.name, call.ids.values, access.arrays);
  const rest = new URLSearchParams(call.query).toString();
  url.search = [ids, rest].filter(Boolean).join('&');
  return url;
}

function headersOf(token: string, call: Call): Record<string, string> {
  return {
    // Without this header Circuit may answer in XML.
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    ...(call.form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
  };
}

function describe(error: unknown): string | undefined {
  if (error instanceof NetworkError) {
    return error.fault;
  }
  return isCircuitError(error) ? error.kind : undefined;
}
