import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';

/** The scopes a sign-in requests, all at once. */
export const SCOPES = ['READ_USER_PROFILE', 'READ_USER', 'MANAGE_PRESENCE'] as const;

/** Requested instead if the OAuth app does not offer `MANAGE_PRESENCE`. */
export const OLDER_SCOPES = ['READ_USER_PROFILE', 'READ_USER', 'WRITE_USER_PROFILE'] as const;

/** The scope every session has: without it not even one's own profile can be read. */
export const LEAST_SCOPES = ['READ_USER_PROFILE'] as const;

const allowed: ReadonlySet<string> = new Set([...SCOPES, ...OLDER_SCOPES]);

/** Throws a `UserError` if another extension requests a scope that this one never hands out. */
export function checkScopes(scopes: readonly string[]): void {
  if (!scopes.every(scope => allowed.has(scope))) {
    throw new UserError(
      l10n.t('Circuit Presence supports only these scopes: {0}.', [...allowed].join(', ')),
    );
  }
}

/** Whether a session that was granted `granted` may serve a request for `asked`. */
export function satisfies(granted: readonly string[], asked: readonly string[]): boolean {
  return granted.includes('ALL') || asked.every(scope => granted.includes(scope));
}

/** Whether the user's presence can be set, with either the current scope or the older one. */
export function canSetPresence(granted: readonly string[]): boolean {
  return satisfies(granted, ['MANAGE_PRESENCE']) || satisfies(granted, ['WRITE_USER_PROFILE']);
}
