import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createSandbox, type Sandbox } from '../src/sandbox/app';
import { addSignInRoutes } from '../src/sandbox/oauth/signInRoutes';
import type { WirePresence, WireUser } from '../src/sandbox/wire';

/** The sandbox, with many more people in its company, found through an index. */
export interface LargeCircuit {
  readonly sandbox: Sandbox;
  readonly people: readonly WireUser[];
  readonly fetch: (request: Request) => Promise<Response>;
  /** What people wrote, by user id. */
  readonly messages: Map<string, string>;
  /** When the last answer about presences was given, in epoch milliseconds. */
  readonly lastPresenceAt: number;
}

const firstNames = 40;

/** `size` people: each of forty first names is borne by as many. */
export function createLargeCircuit(
  size: number,
  options: { now?: () => number; redirectOrigins?: readonly string[] } = {},
): LargeCircuit {
  const sandbox = createSandbox(options, addSignInRoutes);
  const people = Array.from({ length: size }, (_, at) => personAt(at, sandbox.me));
  const messages = new Map<string, string>();
  const answer = createAnswers(sandbox, people, messages);
  let lastPresenceAt = 0;
  return {
    sandbox,
    people,
    messages,
    get lastPresenceAt() {
      return lastPresenceAt;
    },
    fetch: async request => {
      const { pathname, searchParams } = new URL(request.url);
      const found = request.method === 'GET' ? answer(pathname, searchParams) : undefined;
      if (pathname === presencePath) {
        lastPresenceAt = Date.now();
      }
      return found === undefined ? await sandbox.fetch(request) : Response.json(found);
    },
  };
}

const presencePath = '/rest/v2/users/presence';

/** The answers that name many people; everything else is the sandbox's. */
function createAnswers(
  sandbox: Sandbox,
  people: readonly WireUser[],
  messages: ReadonlyMap<string, string>,
): (path: string, query: URLSearchParams) => unknown {
  const byId = new Map(people.map(person => [person.userId, person]));
  const own = (userId = sandbox.me.userId): WirePresence => sandbox.presenceOf(userId);
  const presenceOf = (userId: string): WirePresence => {
    const statusMessage = messages.get(userId) ?? '';
    return byId.has(userId) ? { ...own(), userId, state: 'AVAILABLE', statusMessage } : own(userId);
  };
  const listed = (query: URLSearchParams, key: string) =>
    query.getAll(key).flatMap(text => text.split(','));
  return (path, query) => {
    const term = (query.get('name') ?? '').toLowerCase();
    switch (path) {
      case presencePath:
        return listed(query, 'userIds').map(presenceOf);
      case '/rest/v2/users':
        return people.filter(({ displayName }) => displayName.toLowerCase().includes(term));
      case '/rest/v2/users/list':
        return listed(query, 'name').flatMap(id => byId.get(id) ?? []);
      default:
        return undefined;
    }
  };
}

function personAt(at: number, like: WireUser): WireUser {
  const firstName = `Bench${String.fromCharCode(97 + (at % firstNames) / 26, 97 + ((at % firstNames) % 26))}`;
  const lastName = `Person${at}`;
  return {
    ...like,
    userId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    displayName: `${firstName} ${lastName}`,
    firstName,
    lastName,
    emailAddress: `person${at}@company.example`,
  };
}

/** A large Circuit on a port, whose answers can be held back. */
export interface LargeServer {
  readonly origin: string;
  latencyMs: number;
  close(): Promise<void>;
}

export async function serveLarge({ fetch }: LargeCircuit): Promise<LargeServer> {
  const served = { origin: '', latencyMs: 0, close: () => close(server) };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) {
        chunks.push(chunk as Buffer); // no encoding was set
      }
      const response = await fetch(
        new Request(new URL(incoming.url ?? '/', served.origin), {
          method: incoming.method ?? 'GET',
          headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]),
          ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
        }),
      );
      await wait(served.latencyMs);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  served.origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return served;
}

async function close(server: Server): Promise<void> {
  server.close().closeAllConnections();
  await once(server, 'close');
}
