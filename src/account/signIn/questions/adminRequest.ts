import * as l10n from '@vscode/l10n';
import { OLDER_SCOPES, SCOPES } from '../../scopes';

/** A text that somebody can send to their Circuit administrator, who then knows all there is to do. */
export function writeAdminRequest(origin: string, redirectUri: string, setupLink: string): string {
  return [
    l10n.t('Hello,'),
    l10n.t(
      'I would like to see and set my Circuit presence from Visual Studio Code, with the extension "Circuit Presence". It signs in through an OAuth app, which has to be registered once at {0} (Administration > OAuth Apps, or Manage applications > Custom Apps).',
      origin,
    ),
    [
      l10n.t('Type: server-side web app (authorization code)'),
      l10n.t('Redirect address: {0}', redirectUri),
      l10n.t(
        'Scopes: {0} (where there is no MANAGE_PRESENCE: {1})',
        SCOPES.join(', '),
        OLDER_SCOPES.join(', '),
      ),
    ]
      .map(line => `- ${line}`)
      .join('\n'),
    l10n.t(
      'Why: READ_USER_PROFILE tells whose account it is, READ_USER shows the presence of colleagues, MANAGE_PRESENCE sets my own. The redirect address is on my own computer: nobody else gets the answer. The extension keeps its token in the secret storage of Visual Studio Code.',
    ),
    l10n.t('What I need back is the client ID, and the client secret if the app has one.'),
    l10n.t(
      'Or send me this link with the client ID added at the end. It fills in both for me. Never add the client secret to it:\n{0}',
      setupLink,
    ),
    l10n.t('Thank you!'),
  ].join('\n\n');
}
