import type { Company, Employee } from './company/company';
import type { Presences } from './company/presences';
import type { Grants } from './oauth/grants';
import type { SandboxReadings } from './readings';

/** An OAuth app that is registered. */
export interface OAuthApp {
  /**
   * Circuit's app types: *Server-side Web app* (codes), *Client-side Web app* (tokens by way of the
   * browser, no secret) and *Bot* (acts for itself). The sandbox's own has neither secret nor
   * browser token: it has to use PKCE.
   */
  readonly kind: 'serverSide' | 'clientSide' | 'bot' | 'own';
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly name: string;
}

/** Everything that answers are made from. */
export interface World {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
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
  /** Whom the bot's app stands for. */
  readonly bot: Employee;
}

/** One request to a Users operation, by somebody who may. */
export interface UsersRequest {
  readonly me: Employee;
  /** What stands for `{…}` in the path, decoded. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}
