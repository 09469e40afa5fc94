import * as l10n from '@vscode/l10n';
import { HttpError } from '../errors';

const codes = [
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
] as const;

/** The error codes of RFC 6749, and `other` for any other. */
export type OAuthErrorCode = (typeof codes)[number] | 'other';

/** Circuit's OAuth endpoints refused. Apart from the code, their words are never kept or shown. */
export class OAuthError extends HttpError {
  readonly code: OAuthErrorCode;

  constructor(code: string, status: number) {
    const known = codes.find(each => each === code) ?? 'other';
    super(describeCode(known), status);
    this.code = known;
  }
}

function describeCode(code: OAuthErrorCode): string {
  switch (code) {
    case 'access_denied':
      return l10n.t('The sign-in was declined in the browser.');
    case 'invalid_client':
    case 'unauthorized_client':
      return l10n.t(
        "Circuit doesn't accept this OAuth app. Check its client ID and secret, or ask your administrator.",
      );
    case 'invalid_grant':
      return l10n.t('The sign-in took too long or has expired. Sign in again.');
    case 'invalid_scope':
      return l10n.t("The OAuth app doesn't have the permissions this extension needs.");
    case 'server_error':
    case 'temporarily_unavailable':
      return l10n.t("Circuit can't sign anyone in right now. Try again later.");
    case 'invalid_request':
    case 'unsupported_grant_type':
    case 'unsupported_response_type':
    case 'other':
      return l10n.t('Circuit rejected the sign-in.');
  }
}
