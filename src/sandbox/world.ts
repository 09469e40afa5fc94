import type { Company, Employee } from './company/company';
import type { Presences } from './company/presences';
import type { Grants } from './oauth/grants';
import type { SandboxReadings } from './options';

/** An OAuth app that is registered. Without a secret it is public and has to use PKCE. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly name: string;
}

/** Everything that answers are made from. */
export interface World {
  readonly readings: SandboxReadings;
  readonly company: Company;
  readonly presences: Presences;
  readonly grants: Grants;
  readonly apps: readonly OAuthApp[];
  readonly redirectOrigins: readonly string[];
  /** Scopes the apps are registered with: none is granted more. */
  readonly appScopes: readonly string[];
  /** Who can sign in, the default account first. */
  readonly accounts: readonly [Employee, ...Employee[]];
}

/** One request to a Users operation, by somebody who may. */
export interface UsersRequest {
  readonly me: Employee;
  /** What stands for `{…}` in the path, decoded. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** What an app asks for by sending the browser here. */
export interface AuthorizeRequest {
  readonly app: OAuthApp;
  readonly redirectUri: URL;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly loginHint: string;
}
