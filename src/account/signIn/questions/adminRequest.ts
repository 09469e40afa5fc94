import * as l10n from '@vscode/l10n';
import { OLDER_SCOPES, SCOPES } from '../../scopes';

/** Where VS Code itself is a web page. */
export interface WebSite {
  /** Of the page that a person sees, e.g. `https://vscode.dev`. */
  readonly origin: string;
  /** Whether a server stands behind it, which Circuit then hears from instead of the page. */
  readonly hasServer: boolean;
}

/** A text that somebody can send to their Circuit administrator, who then knows all there is to do. */
export function writeAdminRequest(
  origin: string,
  redirectUri: string,
  setupLink: string,
  site?: WebSite,
): string {
  return [
    l10n.t('Hello,'),
    l10n.t(
      'I\'d like to see and set my Circuit presence in Visual Studio Code with the "Circuit Presence" extension. It signs in through an OAuth app that has to be registered once at {0} (Administration > OAuth Apps, or Manage applications > Custom Apps).',
      origin,
    ),
    [
      l10n.t('Type: server-side web app (authorization code)'),
      l10n.t('Redirect address: {0}', redirectUri),
      l10n.t(
        "Scopes: {0} (if MANAGE_PRESENCE isn't offered: {1})",
        SCOPES.join(', '),
        OLDER_SCOPES.join(', '),
      ),
    ]
      .map(line => `- ${line}`)
      .join('\n'),
    l10n.t(
      "Why: READ_USER_PROFILE identifies my account, READ_USER shows colleagues' presence, and MANAGE_PRESENCE sets my own. The redirect address is on my own computer, so nobody else gets the answer. The extension keeps its token in Visual Studio Code's secret storage.",
    ),
    ...(site ? webNeeds(origin, site) : []),
    l10n.t('Please send me the client ID, and the client secret if the app has one.'),
    l10n.t(
      'Or send me this link with the client ID added at the end. It fills in both for me. Never add the client secret to it:\n{0}',
      setupLink,
    ),
    l10n.t('Thank you!'),
  ].join('\n\n');
}

/** What VS Code in a browser needs besides. */
function webNeeds(origin: string, site: WebSite): readonly string[] {
  const address = l10n.t(
    'I use Visual Studio Code in a browser. To let it return automatically after I sign in, please register {0} as a second redirect address. Without it, I can paste the address.',
    site.origin,
  );
  if (site.hasServer) {
    return [address];
  }
  return [
    address,
    l10n.t(
      'In a browser, the requests come from the page itself, so {0} must allow them (CORS) under /rest/v2 and for /oauth/token, including error responses, and answer OPTIONS requests without a token. The allowed origin must be *: extensions run at changing addresses, and the token is sent in a header, never in a cookie.\n\n- Access-Control-Allow-Origin: *\n- Access-Control-Allow-Methods: GET, PUT, POST\n- Access-Control-Allow-Headers: Authorization, Content-Type\n- Access-Control-Expose-Headers: Date, Retry-After',
      new URL(origin).host,
    ),
  ];
}
