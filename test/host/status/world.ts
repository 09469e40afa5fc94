import type { Account } from '../../../src/account/account';
import { Emitter } from '../../../src/base/event';
import type { Memento } from '../../../src/base/memento';
import { createCircuitClient } from '../../../src/circuit/client';
import { NetworkError } from '../../../src/circuit/errors';
import type { Transport } from '../../../src/circuit/transport';
import { createOwnPresence } from '../../../src/presence/set/ownPresence';
import { createPoller, type Poller } from '../../../src/presence/polling/poller';
import { createSharedRounds } from '../../../src/presence/shared/rounds';
import { PresenceStore } from '../../../src/presence/store';
import type { AwaitedEnd } from '../../../src/presence/until/arrangement';
import { Arrangements } from '../../../src/presence/until/arrangements';
import { createSandbox, type Sandbox } from '../../../src/sandbox/app';
import { createStatusChanger } from '../../../src/status/change/changeStatus';
import { statusCommands } from '../../../src/status/change/commands';
import type { EndEvents } from '../../../src/status/until/endEvents';
import type { PersonsZone } from '../../../src/status/change/timeZone';
import { noFile, quiet } from '../stubs';

/** Everything behind the commands on the own presence, as in the product, over a sandbox of its own. */
export interface World {
  readonly sandbox: Sandbox;
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly memory: Memento;
  readonly network: { isReachable: boolean };
  /** Whose presence is set. */
  readonly signedIn: { account: Account };
  readonly commands: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  /** The forms of the presences that were set, oldest first. */
  forms(): Readonly<Record<string, string>>[];
  dispose(): void;
}

/** Gives a world in which somebody is signed in and their presence known. */
export async function createWorld(
  options: {
    kind?: Account['kind'];
    scopes?: string[];
    memory?: Memento;
    zone?: PersonsZone;
    ends?: readonly AwaitedEnd[];
    workingHours?: string;
  } = {},
): Promise<World> {
  const sandbox = createSandbox();
  const network = { isReachable: true };
  const send = transportTo(sandbox);
  const account: Account = {
    kind: options.kind ?? 'demo',
    label: 'me@example.com',
    tag: 'me',
    scopes: options.scopes ?? ['ALL'],
    access: {
      origin: 'https://circuit.invalid',
      arrays: 'repeated',
      token: () => Promise.resolve(token),
      transport: request =>
        network.isReachable
          ? send(request)
          : Promise.reject(new NetworkError("Couldn't reach Circuit.", 'unreachable')),
    },
  };
  const token = sandbox.issueToken();
  const client = createCircuitClient(() => account.access, quiet);
  const store = new PresenceStore();
  const never = new Emitter<unknown>();
  const rounds = createSharedRounds(noFile());
  const poller = createPoller({
    store,
    client,
    rounds,
    log: quiet,
    interest: () => [],
    activity: { state: 'focused', onDidChange: never.event },
    signedIn: { account, onDidChange: never.event },
  });
  const tell = () => undefined;
  const ownPresence = createOwnPresence({ store, poller, log: quiet, folder: noFile(), tell });
  const endEvents: EndEvents = { current: () => options.ends ?? [] };
  const folder = noFile();
  const active = { isActive: true, onDidChange: never.event };
  const parts = { store, poller, ownPresence, folder, activity: active, log: quiet };
  const arrangements = new Arrangements(parts);
  const memory = options.memory ?? createMemory();
  await poller.refresh();
  const signedIn = { account };
  return {
    sandbox,
    store,
    poller,
    memory,
    network,
    signedIn,
    commands: statusCommands(
      createStatusChanger({
        store,
        ownPresence,
        arrangements,
        endEvents,
        poller,
        account: () => signedIn.account,
        workingHours: () => options.workingHours ?? '09:00-17:00',
        memory,
        zone: options.zone ?? {
          isElsewhere: false,
          askOnce: () => Promise.resolve(false),
          choose: nothing,
        },
      }),
    ),
    forms: () =>
      sandbox.requests.entries.filter(({ method }) => method === 'PUT').map(({ form }) => form),
    dispose: () => [arrangements, poller, rounds, store].forEach(part => part.dispose()),
  };
}

const nothing = () => Promise.resolve();

function transportTo(sandbox: Sandbox): Transport {
  return async ({ method, url, headers, body }) => {
    const response = await sandbox.fetch(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    );
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

/** A memory that forgets when the test is over. */
export function createMemory(): Memento {
  const kept = new Map<string, unknown>();
  return {
    get: key => kept.get(key),
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}
