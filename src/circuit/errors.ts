import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';

export type CircuitErrorKind = 'unauthorized' | 'http' | 'network' | 'protocol';

/** A request to Circuit that did not succeed. */
export abstract class CircuitError extends UserError {
  abstract readonly kind: CircuitErrorKind;
}

/** No usable token: signed out, expired or revoked (401, confirmed by `GET /users/profile`). */
export class UnauthorizedError extends CircuitError {
  override readonly kind = 'unauthorized';

  constructor() {
    super(l10n.t('Circuit no longer accepts this sign-in. Sign in again.'));
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

/** No complete answer arrived; whether Circuit acted on the request is unknown. */
export class NetworkError extends CircuitError {
  override readonly kind = 'network';
  readonly fault: NetworkFault;

  constructor(message: string, fault: NetworkFault) {
    super(message);
    this.fault = fault;
  }
}

/** Something answered, but not as Circuit would: HTML, a redirect or a wrong shape. */
export class ProtocolError extends CircuitError {
  override readonly kind = 'protocol';
}

/** Decided by class, which all chunks share: another library's error may also have a `kind`. */
export function isCircuitError(error: unknown): error is CircuitError {
  return error instanceof CircuitError;
}

/** A sentence about what an unsuccessful status means. */
export function describeStatus(status: number): string {
  switch (status) {
    case 400:
      return l10n.t('Circuit rejected the request.');
    case 401:
    case 403:
      return l10n.t("Your sign-in doesn't have permission for this in Circuit.");
    case 404:
      return l10n.t("Circuit doesn't know this person, or this isn't the right server.");
    case 409:
      return l10n.t('Circuit has newer data than this change was based on.');
    case 429:
      return l10n.t('Circuit is receiving too many requests right now.');
    case 503:
      return l10n.t("Circuit isn't accepting requests right now.");
  }
  return status >= 500
    ? l10n.t('Circuit has an internal problem (status {0}).', status)
    : l10n.t('Circuit returned an unexpected status ({0}).', status);
}
