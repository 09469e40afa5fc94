import type { Logger } from '../../base/log';
import { plainName, toPlainText } from '../../base/plainText';
import { UnauthorizedError } from '../../circuit/errors';
import type { Tokens } from '../../circuit/oauth/grants';
import type { User } from '../../circuit/schemas';
import type { Transport } from '../../circuit/transport';
import type { Access } from '../../circuit/types';
import { tagOfUser } from '../storage/accountTag';
import { createSession, type Session } from '../storage/session';
import type { Sessions } from '../storage/sessions';

/** Where a token came from: its origin and the OAuth app, if there was one. */
export interface Source {
  readonly origin: string;
  readonly transport: Transport;
  readonly clientId: string | undefined;
}

/**
 * Asks whose token it is, then keeps it; a token that works for nobody is never stored. Throws a
 * `CircuitError`, or an `AbortError` if the person signed out meanwhile.
 */
export async function completeSignIn(
  sessions: Sessions,
  tokens: Tokens,
  source: Source,
  log: Logger,
  signal: AbortSignal,
): Promise<Session> {
  const issuedAt = Date.now();
  const profile = await readProfile(source, tokens.accessToken, log, signal);
  signal.throwIfAborted();
  const session = createSession({
    origin: source.origin,
    userId: profile.userId,
    label: labelOf(profile),
    tag: await tagOfUser(source.origin, profile.userId),
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    issuedAt,
    expiresAt: tokens.expiresAt,
    scopes: [...tokens.scopes],
    clientId: source.clientId,
  });
  if (!(await sessions.at(source.origin).save(session))) {
    throw new DOMException('Signed out meanwhile', 'AbortError');
  }
  return session;
}

/** The name shown for the account. It comes from Circuit, so it is made plain text first. */
function labelOf({ emailAddress, displayName, userId }: User): string {
  return toPlainText(emailAddress, 254) || plainName(displayName) || userId;
}

/** The profile that belongs to a token. Throws a `CircuitError`. */
export async function readProfile(
  { origin, transport }: Pick<Source, 'origin' | 'transport'>,
  accessToken: string,
  log: Logger,
  signal?: AbortSignal,
): Promise<User> {
  const { createCircuitClient } = await import('../../circuit/client');
  const token = (refused?: string) =>
    refused === undefined ? Promise.resolve(accessToken) : Promise.reject(new UnauthorizedError());
  const access: Access = { origin, transport, token, arrays: 'repeated' };
  return await createCircuitClient(() => access, log).getProfile(signal);
}
