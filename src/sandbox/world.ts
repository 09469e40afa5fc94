import type { Company, Employee } from './company/company';
import type { Presences } from './company/presences';
import type { Grants } from './oauth/grants';
import type { SandboxReadings } from './readings';

/** A registered OAuth app. */
export interface OAuthApp {
  /**
   * Circuit's app types: *Server-side Web app* (codes), *Client-side Web app* (tokens through the
   * browser, no secret) and *Bot* (acts for itself). The sandbox's own app has neither a secret nor
   * browser tokens; it must use PKCE.
   */
  readonly kind: 'serverSide' | 'clientSide' | 'bot' | 'own';
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly name: string;
}

/** All the data that answers are made from. */
export interface World {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  readonly readings: SandboxReadings;
  readonly company: Company;
  readonly presences: Presences;
  readonly grants: Grants;
  readonly apps: readonly OAuthApp[];
  readonly redirectOrigins: readonly string[];
  /** The scopes the apps are registered with; none is granted more. */
  readonly appScopes: readonly string[];
  /** Who can sign in, the default account first. */
  readonly accounts: readonly [Employee, ...Employee[]];
  /** The user of the bot's app. */
  readonly bot: Employee;
}

/** An authorized request to a Users operation. */
export interface UsersRequest {
  readonly me: Employee;
  /** The value of `{…}` in the path, decoded. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}
