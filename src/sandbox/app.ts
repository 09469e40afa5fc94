import { Hono } from 'hono/tiny';
import type { Event } from '../base/event';
import { type Company, createCompany, type Employee } from './company/company';
import { createPresences, type SandboxState, type SetPresence } from './company/presences';
import { showConsent, takeConsent } from './oauth/authorize';
import { createGrants } from './oauth/grants';
import { giveTokens } from './oauth/token';
import { scopeWords } from './operations';
import { readingsOf, type SandboxOptions } from './options';
import { randomSecret } from './random';
import { createRequestRecorder, type RequestLog, type RequestRecorder } from './requestLog';
import { createUsersApi, type SandboxEnv } from './users/api';
import { errorBody, WireError, type WirePresence, type WireUser } from './wire';
import type { World } from './world';

export type { SandboxOptions, SandboxState, SetPresence, WirePresence, WireUser };

/** A small Circuit in a function: takes requests, gives answers, opens no port. */
export interface Sandbox {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The confidential OAuth app; its secret is fresh for each sandbox. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The public OAuth app: no secret, PKCE required. */
  readonly publicClientId: string;
  readonly company: Company;
  /** The default account. */
  readonly me: WireUser;
  readonly requests: RequestLog;
  /** What people set; give it to the next sandbox as `state` to go on from there. */
  readonly state: SandboxState;
  readonly onDidChangeState: Event<SandboxState>;
  /** An access token without a browser, for the default account and everything if not told. */
  issueToken(userId?: string, scopes?: readonly string[]): string;
  /** Ends all access tokens; refresh tokens go on. */
  expireTokens(): void;
  /** Takes back all codes and tokens, refresh tokens too. */
  revokeTokens(): void;
  /** Anybody's presence now. Throws for an id that is not in the company. */
  presenceOf(userId: string): WirePresence & { readonly dndUntil?: number };
  setPresenceOf(userId: string, presence: SetPresence): void;
}

const publicClientId = 'circuit-presence-local';
const clientId = 'circuit-presence-sandbox';

/** Builds a sandbox. Nothing of it outlives the object; it holds no timer and no socket. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const now = options.now ?? Date.now;
  const clientSecret = randomSecret();
  const world = createWorld(options, { now, clientSecret });
  const recorder = createRequestRecorder();
  const app = createApp(world, recorder, now);
  const { company, presences, grants } = world;
  const me = company.people[0].user;
  return {
    fetch: async request => app.fetch(request),
    clientId,
    clientSecret,
    publicClientId,
    company,
    me,
    requests: recorder.log,
    get state() {
      return presences.state;
    },
    onDidChangeState: presences.onDidChangeState,
    issueToken: (userId = me.userId, scopes = ['ALL']) => {
      presences.signIn(findPerson(company, userId));
      return grants.issueTokens({ userId, scopes, clientId }).access_token;
    },
    expireTokens: () => grants.expireTokens(),
    revokeTokens: () => grants.revokeTokens(),
    presenceOf: userId => presences.read(findPerson(company, userId)),
    setPresenceOf: (userId, presence) => presences.set(findPerson(company, userId), presence),
  };
}

function createWorld(
  options: SandboxOptions,
  { now, clientSecret }: { now: () => number; clientSecret: string },
): World {
  const seed = options.seed ?? 'tidewick';
  const readings = readingsOf(options);
  const company = createCompany(seed);
  const [first, ...others] = company.people;
  return {
    readings,
    company,
    presences: createPresences(company, {
      seed,
      now,
      state: options.state,
      readDelayMs: readings.readDelayMs,
    }),
    grants: createGrants(readings, now),
    apps: [
      { clientId, clientSecret, name: 'Circuit Presence' },
      { clientId: publicClientId, clientSecret: undefined, name: 'Circuit Presence' },
    ],
    redirectOrigins: options.redirectOrigins ?? ['http://localhost:7190'],
    appScopes: options.appScopes ?? Object.keys(scopeWords),
    accounts: [first, ...others.slice(0, 3)],
  };
}

function createApp(world: World, recorder: RequestRecorder, now: () => number): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.use(async (context, next) => {
    const notes = recorder.record(context.req.raw, now());
    context.set('notes', notes);
    await next();
    context.header('Date', new Date(now()).toUTCString());
    notes.status = context.res.status;
  });
  app.get('/oauth/authorize', context => showConsent(context, world));
  app.post('/oauth/authorize', context => takeConsent(context, world));
  app.post('/oauth/token', context => giveTokens(context, world));
  app.route('/', createUsersApi(world));
  app.notFound(context => context.json(errorBody(404, 'No such address.'), 404));
  app.onError((error, context) => {
    const status = error instanceof WireError ? error.status : 500;
    return context.json(errorBody(status), status);
  });
  return app;
}

function findPerson(company: Company, userId: string): Employee {
  const person = company.people.find(each => each.user.userId === userId);
  if (!person) {
    throw new Error('Nobody in the company has this id.');
  }
  return person;
}
