import * as vscode from 'vscode';
import type { CircuitPresence, CircuitPresenceExports } from '../../api/circuitPresence';
import type { CurrentAccount } from '../account/account';
import type { DisposableStore } from '../base/disposables';
import type { NamedExtension } from './accessQuestions';
import type { Answerer } from './answerer';
import { findCaller } from './caller';

/** What the API for other extensions needs. */
export interface ExportsSource {
  readonly ownId: string;
  readonly account: CurrentAccount;
  /** Throws if nobody is signed in. */
  readonly answerer: () => Promise<Answerer>;
}

/** What other extensions get from `activate`. The code that answers is loaded with a sign-in. */
export function createExports(
  source: ExportsSource,
  parts: DisposableStore,
): CircuitPresenceExports {
  const { account, ownId } = source;
  const enablement = parts.add(new vscode.EventEmitter<boolean>());
  let wasEnabled = isEnabled(account);
  const follow = () => {
    if (wasEnabled !== isEnabled(account)) {
      wasEnabled = !wasEnabled;
      enablement.fire(wasEnabled);
    }
  };
  parts.add(account.onDidChange(follow));
  const made = new Map<string, CircuitPresence>();
  return {
    getAPI: (version: unknown) => {
      const { id, name } = requireCaller(version, ownId);
      const known = made.get(id);
      const api = known ?? createApi({ id, name }, { ...source, enablement, parts });
      made.set(id, api);
      return api;
    },
  };
}

function createApi(
  extension: NamedExtension,
  {
    account,
    answerer,
    enablement,
    parts,
  }: ExportsSource & {
    readonly enablement: vscode.EventEmitter<boolean>;
    readonly parts: DisposableStore;
  },
): CircuitPresence {
  const changes = parts.add(new vscode.EventEmitter<readonly string[]>());
  const caller = { ...extension, tell: (addresses: readonly string[]) => changes.fire(addresses) };
  return {
    get enabled() {
      return isEnabled(account);
    },
    onDidChangeEnablement: enablement.event,
    onDidChange: changes.event,
    requestAccess: async reason =>
      isEnabled(account) && (await (await answerer()).requestAccess(caller, reason)),
    getPresence: async addresses => {
      if (!isEnabled(account)) {
        throw new Error('Nobody is signed in to Circuit.');
      }
      return await (await answerer()).getPresence(caller, addresses);
    },
  };
}

/** The people of the demo are made up, and nobody outside should take them for real. */
function isEnabled({ account }: CurrentAccount): boolean {
  return account?.kind === 'circuit';
}

/**
 * The extension that calls `getAPI`. Throws if that can't be told, or for a version that doesn't
 * exist.
 */
function requireCaller(version: unknown, ownId: string) {
  if (version !== 1) {
    throw new Error(`Circuit Presence has an API of version 1, and none of ${String(version)}.`);
  }
  const installed = vscode.extensions.all.map(({ id, extensionPath, packageJSON }) => ({
    id,
    path: extensionPath,
    name: nameOf(packageJSON) ?? id,
  }));
  const caller = findCaller(new Error('getAPI').stack ?? '', installed, ownId);
  if (!caller) {
    throw new Error('It cannot be told which extension calls getAPI.');
  }
  return caller;
}

function nameOf(packageJSON: unknown): string | undefined {
  const { displayName } = packageJSON as { displayName?: unknown }; // VS Code has parsed it as an object
  return typeof displayName === 'string' && displayName !== '' ? displayName : undefined;
}
