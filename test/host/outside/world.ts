import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CircuitPresence } from '../../../api/circuitPresence';
import type { CircuitAuthenticationProvider } from '../../../src/account/provider';
import type { LoggedRequest } from '../../../src/sandbox/requestLog';
import { findFreePort } from '../../ports';
import { serveConsenting } from '../account/consenting';
import { until } from '../code/world';

/** `installed/intruder`, which does for tests what any other extension can. */
export interface Intruder {
  getAPI(version: unknown): Promise<CircuitPresence>;
  invoke(name: string, input: unknown, token?: vscode.CancellationToken): Promise<string>;
}

/** The extension as installed in this window, signed in to the test's own Circuit. */
export interface World {
  readonly intruder: Intruder;
  readonly me: {
    readonly userId: string;
    readonly emailAddress: string;
    readonly displayName: string;
  };
  /** Somebody from the company. */
  colleague(place: number): World['me'];
  /** What was asked of Circuit since `forget`, except the person's own presence and profile. */
  requests(): readonly string[];
  forget(): void;
  set(key: string, value: unknown): Promise<void>;
  signIn(): Promise<void>;
  close(): Promise<void>;
}

const keys = ['host', 'clientIds', 'redirectPort', 'assistants', 'allowedDomains'];

export async function signInHere(): Promise<World> {
  const circuit = vscode.extensions.getExtension('circuit-presence.circuit-presence');
  const { provider } = (await circuit?.activate()) as { provider: CircuitAuthenticationProvider }; // what `activate` gives in tests
  const intruder = (await vscode.extensions.getExtension('test.intruder')?.activate()) as Intruder; // what it exports
  const port = await findFreePort();
  const served = await serveConsenting(`http://localhost:${port}`);
  const { sandbox } = served.circuit;
  const { getSession } = vscode.authentication;
  // VS Code asks the person whether an extension may use an account, and no test can answer that.
  Object.assign(vscode.authentication, {
    getSession: async () => (await provider.getSessions(undefined, {}))[0],
  });
  const set = async (key: string, value: unknown) => {
    const settings = vscode.workspace.getConfiguration('circuit');
    await settings.update(key, value, vscode.ConfigurationTarget.Global);
  };
  const signIn = async () => {
    await provider.createSession([]);
    const api = await intruder.getAPI(1);
    await until(() => api.enabled || undefined);
    // Nobody knows who is signed in until the first poll is over.
    await until(() => sandbox.requests.count('GET', '/rest/v2/users/presence') || undefined);
  };
  await set('redirectPort', port);
  await set('clientIds', { [served.origin]: sandbox.publicClientId });
  await set('host', served.origin);
  await signIn();
  return {
    intruder,
    me: sandbox.me,
    colleague: place => {
      const user = sandbox.company.people[place]?.user;
      assert.ok(user);
      return user;
    },
    requests: () =>
      sandbox.requests.entries
        .filter(each => !isAboutMe(each, sandbox.me.userId))
        .map(({ method, path, query }) => `${method} ${path}?${query}`),
    forget: () => sandbox.requests.clear(),
    set,
    signIn,
    close: async () => {
      await vscode.commands.executeCommand('circuit.signOut');
      for (const key of keys) {
        await set(key, undefined);
      }
      Object.assign(vscode.authentication, { getSession });
      await served.close();
    },
  };
}

/** Whether it polls the person's own presence or asks who they are. */
function isAboutMe({ method, path, query }: LoggedRequest, me: string): boolean {
  return (
    method === 'GET' &&
    (path.endsWith(`/${me}/presence`) ||
      path.endsWith('/users/profile') ||
      path.endsWith('/users/supportinfo') ||
      query === `userIds=${me}`)
  );
}
