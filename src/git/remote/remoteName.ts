import * as l10n from '@vscode/l10n';

/**
 * What people call the computer behind an authority such as `ssh-remote+box`, `wsl+Debian` or
 * `localhost:8443`. A general term if the authority holds an encoded description, as for
 * containers.
 */
export function remoteName(authority: string): string {
  const plus = authority.indexOf('+');
  const name = authority.slice(plus + 1);
  const isEncoded = /^[0-9a-f]{16,}/i.test(name);
  return /^[\w.:-]{1,64}$/.test(name) && !isEncoded ? name : l10n.t('the remote computer');
}
