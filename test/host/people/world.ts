import type { Account } from '../../../src/account/account';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { createCircuitClient } from '../../../src/circuit/client';
import type { Transport } from '../../../src/circuit/transport';
import { peopleCommands } from '../../../src/people/commands';
import type { PeopleContext } from '../../../src/people/context';
import { Directory } from '../../../src/people/directory';
import { createLists } from '../../../src/people/lists';
import { Labels } from '../../../src/people/views/labels';
import { createPoller } from '../../../src/presence/polling/poller';
import { createSharedRounds } from '../../../src/presence/shared/rounds';
import { PresenceStore } from '../../../src/presence/store';
import { createSandbox, type Sandbox } from '../../../src/sandbox/app';
import { noFile, quiet } from '../stubs';

/** Everything behind the commands about people, as in the product, over a sandbox of its own. */
export interface World {
  readonly sandbox: Sandbox;
  readonly parts: PeopleContext;
  /** Stands between the client and the sandbox: replace it to have things go wrong. */
  network: Transport;
  run(command: string, ...args: unknown[]): Promise<unknown>;
  dispose(): void;
}

export async function createWorld(kind: Account['kind'] = 'demo'): Promise<World> {
  const sandbox = createSandbox();
  const token = sandbox.issueToken();
  const account: Account = {
    kind,
    label: 'me@example.com',
    tag: 'me',
    scopes: ['ALL'],
    access: {
      origin: 'https://circuit.invalid',
      arrays: 'repeated',
      token: () => Promise.resolve(token),
      transport: request => world.network(request),
    },
  };
  const client = createCircuitClient(() => account.access, quiet);
  const store = new PresenceStore();
  const never = new Emitter<unknown>();
  const rounds = createSharedRounds(noFile());
  const kept = new DisposableStore();
  const lists = createLists(createMemory(), () => account, kept);
  const poller = createPoller({
    store,
    client,
    rounds,
    log: quiet,
    interest: lists.interest,
    activity: { state: 'focused', onDidChange: never.event },
    signedIn: { account, onDidChange: never.event },
  });
  const ask: PeopleContext['poller']['ask'] = request => poller.ask(request);
  const parts: PeopleContext = {
    ...lists,
    store,
    poller,
    account: () => account,
    directory: new Directory(ask),
    labels: new Labels(ask),
    peopleView: { selection: [], sort() {}, addBadge() {} },
    searchView: { selection: [] },
  };
  const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = peopleCommands(parts);
  const world: World = {
    sandbox,
    parts,
    network: transportTo(sandbox),
    run: async (command, ...args) => await commands[`circuit.${command}`]?.(...args),
    dispose: () => [poller, rounds, store, kept].forEach(part => part.dispose()),
  };
  await poller.refresh();
  return world;
}

function transportTo(sandbox: Sandbox): Transport {
  return async ({ method, url, headers, body }) => {
    const response = await sandbox.fetch(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    );
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

function createMemory() {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
}
