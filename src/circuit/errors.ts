import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';

export type CircuitErrorKind = 'unauthorized' | 'http' | 'network' | 'protocol';

/** Anything that kept Circuit from answering. */
export abstract class CircuitError extends UserError {
  abstract readonly kind: CircuitErrorKind;
}

/** No usable token: signed out, expired or revoked (401, confirmed by `GET /users/profile`). */
export class UnauthorizedError extends CircuitError {
  override readonly kind = 'unauthorized';

  constructor() {
    super(l10n.t('Circuit does not accept this sign-in any more. Sign in again.'));
  }
}

/** Circuit answered with a status other than 200. */
export class HttpError extends CircuitError {
  override readonly kind = 'http';
  readonly status: number;
  /** How long Circuit asked us to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, status: number, retryAfterMs?: number) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export type NetworkFault = 'unreachable' | 'timeout' | 'certificate' | 'proxy';

/** No whole answer arrived. Whether Circuit acted on the request is unknown. */
export class NetworkError extends CircuitError {
  override readonly kind = 'network';
  readonly fault: NetworkFault;

  constructor(message: string, fault: NetworkFault) {
    super(message);
    this.fault = fault;
  }
}

/** Something answered, but not as Circuit would: HTML, a redirect, a wrong shape. */
export class ProtocolError extends CircuitError {
  override readonly kind = 'protocol';
}

/** Tells by class, which all chunks share: a foreign error may have a `kind` of its own. */
export function isCircuitError(error: unknown): error is CircuitError {
  return error instanceof CircuitError;
}
