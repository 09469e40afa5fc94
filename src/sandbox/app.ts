import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Event } from '../base/event';
import type { Company, Employee } from './company/company';
import type { SandboxState, SetPresence } from './company/presences';
import { type Apps, createApps, createWorld } from './createWorld';
import { errorContent } from './errorAnswer';
import type { SandboxOptions } from './options';
import { createRequestRecorder, type RequestLog, type RequestRecorder } from './requestLog';
import { createUsersApi, type SandboxEnv } from './users/api';
import { WireError, type WirePresence, type WireUser } from './wire';
import type { World } from './world';

export type { SandboxOptions, SandboxState, SetPresence, WirePresence, WireUser };

/** A small Circuit as a function from requests to answers; it opens no port. */
export interface Sandbox {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The OAuth apps of every type, including the two below. */
  readonly apps: Apps;
  /** The confidential OAuth app; its secret is fresh for each sandbox. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The sandbox's own OAuth app: no secret, PKCE required. */
  readonly publicClientId: string;
  readonly company: Company;
  /** The default account. */
  readonly me: WireUser;
  readonly requests: RequestLog;
  /** The presences that were set; pass it as `state` to the next sandbox to continue from there. */
  readonly state: SandboxState;
  readonly onDidChangeState: Event<SandboxState>;
  /**
   * Issues an access token without a browser, by default for the default account and with all
   * scopes.
   */
  issueToken(userId?: string, scopes?: readonly string[]): string;
  /** Expires all access tokens; refresh tokens stay valid. */
  expireTokens(): void;
  /** Revokes all codes and tokens, including refresh tokens. */
  revokeTokens(): void;
  /** The current presence of anybody. Throws for an id that is not in the company. */
  presenceOf(userId: string): WirePresence & { readonly dndUntil?: number };
  setPresenceOf(userId: string, presence: SetPresence): void;
}

/** Adds what a sandbox answers besides the operations on users, e.g. signing in. */
type AddRoutes = (app: Hono<SandboxEnv>, world: World) => void;

/** Creates a sandbox. All state is in the object; it holds no timer and no socket. */
export function createSandbox(
  options: SandboxOptions = {},
  addRoutes: AddRoutes = () => undefined,
): Sandbox {
  const apps = createApps();
  const world = createWorld(options, apps);
  const recorder = createRequestRecorder();
  const app = createApp(world, recorder, addRoutes);
  const { company, presences, grants } = world;
  const me = company.people[0].user;
  const { clientId, clientSecret } = apps.serverSide;
  return {
    fetch: async request => app.fetch(request),
    clientId,
    clientSecret,
    publicClientId: apps.own.clientId,
    apps,
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

function createApp(
  world: World,
  recorder: RequestRecorder,
  addRoutes: AddRoutes,
): Hono<SandboxEnv> {
  const { now, readings } = world;
  const app = new Hono<SandboxEnv>();
  app.use(async (context, next) => {
    const notes = recorder.record(context.req.raw, now());
    context.set('notes', notes);
    await next();
    context.header('Date', new Date(now()).toUTCString());
    notes.status = context.res.status;
  });
  const fail = (context: Context, status: WireError['status'] | 500, ...reasons: string[]) => {
    const { type, body } = errorContent(status, readings.errorsAs, ...reasons);
    return context.body(body, status, { 'Content-Type': type });
  };
  addRoutes(app, world);
  app.route('/', createUsersApi(world));
  app.notFound(context => fail(context, 404, 'No such address.'));
  app.onError((error, context) => fail(context, error instanceof WireError ? error.status : 500));
  return app;
}

function findPerson(company: Company, userId: string): Employee {
  const person = company.people.find(each => each.user.userId === userId);
  if (!person) {
    throw new Error('Nobody in the company has this id.');
  }
  return person;
}
