import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { errorContent } from '../errorAnswer';
import { readForm } from '../form';
import { aliasesOf, type Operation, type OperationName, operations } from '../operations';
import type { RequestNotes } from '../requestLog';
import { errorBody, WireError } from '../wire';
import type { UsersRequest, World } from '../world';
import { getPresence, getPresences } from './presence';
import { setPresence } from './setPresence';
import {
  getLabels,
  getProfile,
  getSupportInfo,
  getUser,
  getUserByEmail,
  listUsers,
  searchUsers,
} from './users';
import { toXml } from './xml';

/** What the sandbox stores with a request while it is answered. */
export interface SandboxEnv {
  Variables: { notes: RequestNotes };
}

const answers: Readonly<Record<OperationName, (ask: UsersRequest, world: World) => object>> = {
  searchUsers,
  getLabels,
  listUsers,
  getPresences,
  setPresence,
  getProfile,
  getSupportInfo,
  getUserByEmail,
  getPresence,
  getUser,
};

/** The ten Users operations under `/rest/v2/users`. */
export function createUsersApi(world: World): Hono<SandboxEnv> {
  const api = new Hono<SandboxEnv>();
  const names = Object.keys(operations) as OperationName[]; // keys of a constant
  for (const name of names) {
    const operation: Operation = operations[name];
    const path = operation.path.replace(/\{(\w+)\}/, ':id');
    api.on(operation.method, aliasesOf(path), async context => {
      const result = await answer(name, context, world);
      return respond(context, write(result, wantsXml(context, operation, world), world));
    });
  }
  return api;
}

type Result =
  | { readonly status: 200; readonly body: object }
  | { readonly status: WireError['status']; readonly reason: string };

async function answer(
  name: OperationName,
  context: Context<SandboxEnv>,
  world: World,
): Promise<Result> {
  try {
    const me = authorize(context, operations[name], world);
    const form = await readForm(context.req.raw, world.readings.bodies);
    context.var.notes.form = Object.fromEntries(form);
    const query = new URL(context.req.url).searchParams;
    const ask = { me, id: context.req.param('id') ?? '', query, form };
    return { status: 200, body: answers[name](ask, world) };
  } catch (error) {
    if (error instanceof WireError) {
      return { status: error.status, reason: error.message };
    }
    throw error;
  }
}

/** The user of the request's token. */
function authorize(
  context: Context<SandboxEnv>,
  operation: Operation,
  world: World,
): UsersRequest['me'] {
  const [, token = ''] =
    /^Bearer ([\w.~+/-]+=*)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
  const grant = world.grants.check(token);
  const me = world.company.people.find(person => person.user.userId === grant?.userId);
  if (!grant || !me) {
    throw new WireError(401, 'Invalid Token Error');
  }
  context.var.notes.userId = grant.userId;
  if (!['ALL', ...operation.scopes].some(scope => grant.scopes.includes(scope))) {
    throw new WireError(world.readings.missingScopeAs, 'The token does not have the needed scope.');
  }
  return me;
}

function wantsXml(context: Context, operation: Operation, { readings }: World): boolean {
  const accept = context.req.header('Accept') ?? '';
  const namesXml = accept.includes('application/xml');
  return (
    operation.xml && !accept.includes('application/json') && (namesXml || readings.xmlWithoutAccept)
  );
}

interface Written {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function write(result: Result, xml: boolean, { readings }: World): Written {
  const { status } = result;
  if ('reason' in result && !xml) {
    return { status, ...errorContent(status, readings.errorsAs, result.reason) };
  }
  const body = 'reason' in result ? errorBody(status, result.reason) : result.body;
  return xml
    ? { status, type: 'application/xml', body: toXml(status === 200 ? 'result' : 'error', body) }
    : { status, type: 'application/json', body: JSON.stringify(body) };
}

function respond(context: Context, { status, type, body }: Written): Response {
  context.status(status as 200); // one of the documented statuses
  context.header('Content-Type', `${type};charset=UTF-8`);
  context.header('Cache-Control', 'no-store');
  if (status === 401) {
    context.header('WWW-Authenticate', 'Bearer');
  }
  return context.body(body);
}
