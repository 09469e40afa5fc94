import type { Logger } from '../base/log';
import { httpErrorFor } from './answers';
import { isCircuitError, NetworkError, UnauthorizedError } from './errors';
import { requireIds, serializeIds } from './ids';
import type { HttpAnswer } from './transport';
import type { Access } from './types';

/** One of Circuit's operations with its values filled in. */
export interface Call {
  readonly method: 'GET' | 'PUT';
  /** As the specification writes it, e.g. `/users/{id}/presence`. The only part that is logged. */
  readonly template: string;
  /** What to put for the template's `{…}`. */
  readonly id?: string;
  /** Several ids under one name, written as this host reads them. */
  readonly ids?: { readonly name: string; readonly values: readonly string[] };
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a call with a token and gives any answer but 401. */
export type Send = (call: Call) => Promise<HttpAnswer>;

const profile = { method: 'GET', template: '/users/profile' } as const;

/**
 * Sends calls as the person of `access`. A 401 is not taken at its word, since a missing permission
 * may be answered so: another token is tried once, then the profile is asked for. Only when that
 * is refused too it is an `UnauthorizedError`.
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

/** Sends a call once, with this token and no other, and gives any answer. Leaves one line in `log`. */
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
    // Circuit may answer in XML to whoever does not say this.
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
