import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { olderTagOf, takeOverKept } from '../../../src/account/storage/accountTag';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { createCircuitClient } from '../../../src/circuit/client';
import { type Code, createCode } from '../../../src/code/createCode';
import { PresenceInterest } from '../../../src/code/presenceInterest';
import { createLocalGit } from '../../../src/git/localGit';
import { createGitReach } from '../../../src/git/remote/gitReach';
import { createLists, type PeopleLists } from '../../../src/people/lists';
import { createPoller } from '../../../src/presence/polling/poller';
import { createSharedRounds } from '../../../src/presence/shared/rounds';
import { accountKey } from '../../../src/presence/shared/session';
import { PresenceStore } from '../../../src/presence/store';
import { createSandbox, type Sandbox } from '../../../src/sandbox/app';
import { createRepository, type TestRepository } from '../../unit/git/repository';
import { noFile, quiet } from '../stubs';

/** The parts about code as in the product, over a sandbox of their own and a real repository. */
export interface World {
  readonly sandbox: Sandbox;
  readonly store: PresenceStore;
  readonly lists: PeopleLists;
  readonly code: Code;
  readonly interest: PresenceInterest;
  readonly repository: TestRepository;
  /** What was kept for the workspace, and under which name whether Circuit may be asked. */
  readonly memory: ReadonlyMap<string, unknown>;
  readonly consentKey: string;
  /** Settings: replace their values at any time. */
  domains: readonly string[];
  addresses: ReadonlyMap<string, string>;
  run(command: string, ...args: unknown[]): Promise<unknown>;
  /** How many requests there were for looking people up, and for presence of others. */
  lookUps(): number;
  /** Somebody of the company, as an author of commits. */
  author(place: number): { userId: string; name: string; emailAddress: string };
  uri(file: string): vscode.Uri;
  dispose(): Promise<void>;
}

/**
 * Signed in, with a repository in the folder of the window; `isAllowed` answers the opt-in, unless
 * there is a `memory` that was kept for the account of `origin` and `label`.
 */
export async function createWorld(options: {
  isAllowed: boolean;
  kept?: { memory: Map<string, unknown>; origin: string; label: string };
}): Promise<World> {
  const sandbox = createSandbox();
  const token = sandbox.issueToken();
  const account: Account = {
    kind: options.kept ? 'circuit' : 'demo',
    label: options.kept?.label ?? 'me@example.com',
    tag: 'me',
    olderTag: options.kept && olderTagOf('circuit', options.kept.origin, options.kept.label),
    scopes: ['ALL'],
    access: {
      origin: options.kept?.origin ?? 'https://circuit.invalid',
      arrays: 'repeated',
      token: () => Promise.resolve(token),
      transport: async ({ method, url, headers, body }) => {
        const request = new Request(url, { method, headers, ...(body !== undefined && { body }) });
        const response = await sandbox.fetch(request);
        const text = await response.text();
        return { status: response.status, headers: response.headers, text };
      },
    },
  };
  const client = createCircuitClient(() => account.access, quiet);
  const store = new PresenceStore();
  const never = new Emitter<unknown>();
  const rounds = createSharedRounds(noFile());
  const parts = new DisposableStore();
  const lists = createLists(keepIn(new Map()), () => account, parts);
  const interest = new PresenceInterest();
  const poller = createPoller({
    store,
    client,
    rounds,
    log: quiet,
    interest: () => [...lists.interest(), ...interest.ids],
    activity: { state: 'focused', onDidChange: never.event },
    signedIn: { account, onDidChange: never.event },
  });
  parts.add(interest.onDidGrow(() => poller.poke()));
  await poller.refresh();
  const consentKey = `circuit.askAboutCode:${accountKey(account)}`;
  const asked = new Map<string, unknown>(options.isAllowed ? [[consentKey, true]] : []);
  const memory = options.kept?.memory ?? asked;
  await takeOverKept(keepIn(memory), account);
  const repository = createRepository(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  await vscode.commands.executeCommand('git.openRepository', repository.folder);
  const home = vscode.Uri.file(repository.folder);
  const code = createCode(
    {
      store,
      poller,
      lists,
      interest,
      account: { account, onDidChange: new Emitter<Account | undefined>().event },
      memory: keepIn(memory),
      domains: () => world.domains,
      addresses: () => world.addresses,
      git: createGitReach({ local: createLocalGit(), memory: keepIn(memory), home }, parts),
    },
    parts,
  );
  const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = code.commands;
  const world: World = {
    ...{ sandbox, store, lists, code, interest, repository, memory, consentKey },
    domains: [],
    addresses: new Map(),
    run: async (command, ...args) => await commands[`circuit.${command}`]?.(...args),
    lookUps: () => sandbox.requests.count('GET', '/rest/v2/users/list'),
    author: place => {
      const user = sandbox.company.people[place]?.user ?? sandbox.me;
      return { userId: user.userId, name: user.displayName, emailAddress: user.emailAddress };
    },
    uri: file => vscode.Uri.joinPath(vscode.Uri.file(repository.folder), file),
    dispose: async () => {
      [parts, poller, rounds, store].forEach(part => part.dispose());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('git.close', vscode.Uri.file(repository.folder));
      repository.empty();
    },
  };
  return world;
}

function keepIn(kept: Map<string, unknown>) {
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
}

/** Waits until `check` gives something; the test's own deadline ends it. */
export async function until<T>(check: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
