import { createCompany } from './company/company';
import { createPresences } from './company/presences';
import { createGrants } from './oauth/grants';
import { originOf } from './oauth/wayBack';
import { scopeWords } from './operations';
import type { SandboxOptions } from './options';
import { randomSecret } from './random';
import { readingsOf } from './readings';
import type { OAuthApp, World } from './world';

/** The apps that are registered, one of each type; secrets are fresh for each sandbox. */
export interface Apps {
  readonly serverSide: OAuthApp & { readonly clientSecret: string };
  readonly clientSide: OAuthApp;
  readonly bot: OAuthApp & { readonly clientSecret: string };
  readonly own: OAuthApp;
}

export function createApps(): Apps {
  const name = 'Circuit Presence';
  const noSecret = { clientSecret: undefined, name };
  const secret = () => ({ clientSecret: randomSecret(), name });
  return {
    serverSide: { kind: 'serverSide', clientId: 'circuit-presence-sandbox', ...secret() },
    clientSide: { kind: 'clientSide', clientId: 'circuit-presence-page', ...noSecret },
    bot: { kind: 'bot', clientId: 'circuit-presence-bot', ...secret() },
    own: { kind: 'own', clientId: 'circuit-presence-local', ...noSecret },
  };
}

export function createWorld(options: SandboxOptions, apps: Apps): World {
  const { seed = 'tidewick', now = Date.now, state, redirectOrigins } = options;
  const readings = readingsOf(options);
  const company = createCompany(seed);
  const [first, ...others] = company.people;
  const { readDelayMs } = readings;
  return {
    now,
    readings,
    company,
    presences: createPresences(company, { seed, now, state, readDelayMs }),
    grants: createGrants(readings, now),
    apps: Object.values(apps),
    redirectOrigins: (redirectOrigins ?? ['http://localhost:7190']).map(normalOrigin),
    appScopes: options.appScopes ?? Object.keys(scopeWords),
    accounts: [first, ...others.slice(0, 3)],
    bot: others.find(({ traits }) => traits.includes('bot')) ?? first,
  };
}

/** The part of an address that Circuit compares. */
function normalOrigin(text: string): string {
  const url = URL.parse(text);
  return url ? originOf(url) : text;
}
