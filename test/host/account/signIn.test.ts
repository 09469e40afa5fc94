import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CircuitAuthenticationProvider } from '../../../src/account/provider';
import { findFreePort } from '../../ports';
import { watchPicks } from '../code/pick';
import { type ConsentingCircuit, serveConsenting } from './consenting';

const keys = ['host', 'clientIds', 'redirectPort'];

describe('Signing in inside VS Code', () => {
  let provider: CircuitAuthenticationProvider;
  let circuit: ConsentingCircuit;
  let other: ConsentingCircuit;
  let port: number;

  before(async () => {
    const extension = vscode.extensions.getExtension('circuit-presence.circuit-presence');
    const api = (await extension?.activate()) as { provider: CircuitAuthenticationProvider }; // what `activate` gives
    provider = api.provider;
    port = await findFreePort();
    circuit = await serveConsenting(`http://localhost:${port}`);
    other = await serveConsenting(`http://localhost:${port}`);
    const clientId = circuit.circuit.sandbox.publicClientId;
    await set('redirectPort', port);
    await set('clientIds', { [circuit.origin]: clientId, [other.origin]: clientId });
    await choose(circuit.origin);
  });

  after(async () => {
    await vscode.commands.executeCommand('circuit.signOut');
    for (const key of keys) {
      await set(key, undefined);
    }
    await circuit.close();
    await other.close();
  });

  afterEach(async () => {
    await removeAll();
    circuit.answers = true;
  });

  async function set(key: string, value: unknown): Promise<void> {
    const settings = vscode.workspace.getConfiguration('circuit');
    await settings.update(key, value, vscode.ConfigurationTarget.Global);
  }

  /** Chooses a host; what follows from it happens with the event, which came before this ends. */
  async function choose(origin: string): Promise<void> {
    await set('host', origin);
  }

  /** Begins a sign-in and waits for Circuit's page. Gives its end, which has to be cancelled. */
  async function beginToCancel(): Promise<{ readonly ended: Promise<void> }> {
    const before = circuit.pages.length;
    const ended = assert.rejects(provider.createSession([]), vscode.CancellationError);
    while (circuit.pages.length === before) {
      await pause(20);
    }
    return { ended };
  }

  async function removeAll(): Promise<void> {
    for (const { id } of await provider.getSessions(undefined, {})) {
      await provider.removeSession(id);
    }
  }

  it('asks Circuit nothing before somebody signs in', async () => {
    await Promise.all(Array.from({ length: 1000 }, () => provider.getSessions(undefined, {})));
    assert.equal(circuit.circuit.sandbox.requests.count(), 0);
    assert.equal(circuit.pages.length, 0);
  });

  it('goes through the browser and ends with a session named by email address and host', async () => {
    const session = await provider.createSession([]);
    const { me } = circuit.circuit.sandbox;
    assert.equal(session.account.label, `${me.emailAddress} (${new URL(circuit.origin).host})`);
    assert.equal(session.account.id, `${circuit.origin}#${me.userId}`);
    assert.ok(session.scopes.includes('MANAGE_PRESENCE'));
    assert.equal(
      circuit.pages.at(-1)?.searchParams.get('redirect_uri'),
      `http://localhost:${port}/callback`,
    );
    assert.deepEqual(await provider.getSessions(['READ_USER'], {}), [session]);
    const { account } = session;
    assert.deepEqual(await provider.getSessions([], { account }), [session]);
    const stranger = { id: 'somebody', label: account.label };
    assert.deepEqual(await provider.getSessions([], { account: stranger }), []);
  });

  it('opens one page for two sign-ins at once', async () => {
    const before = circuit.pages.length;
    const [one, two] = await Promise.all([provider.createSession([]), provider.createSession([])]);
    assert.equal(one.id, two.id);
    assert.equal(circuit.pages.length, before + 1);
  });

  it('ends quietly when the person closes the box', async () => {
    circuit.answers = false;
    const { ended } = await beginToCancel();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await ended;
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
    const late = await fetch(`http://127.0.0.1:${port}/callback?code=late&state=late`);
    assert.match(await late.text(), /This sign-in has ended/);
    circuit.answers = true;
    await provider.createSession([]);
  });

  it('goes back from the box that waits to the question before it, whoever asked to sign in', async () => {
    circuit.answers = false;
    const { ended } = await beginToCancel();
    const picks = watchPicks();
    await vscode.commands.executeCommand('workbench.action.quickInputBack');
    await ended;
    // That is for the host: the client ID is known.
    const pick = await picks.current();
    assert.ok(pick.items.some(({ label }) => label === 'eu.yourcircuit.com'));
    pick.hide();
    picks.restore();
    circuit.answers = true;
    await provider.createSession([]);
  });

  it('tells VS Code about sign-in and sign-out, each once', async () => {
    const events: [number, number][] = [];
    const listener = provider.onDidChangeSessions(({ added, removed }) =>
      events.push([added?.length ?? 0, removed?.length ?? 0]),
    );
    const { id } = await provider.createSession([]);
    await provider.removeSession(id);
    listener.dispose();
    assert.deepEqual(events, [
      [1, 0],
      [0, 1],
    ]);
  });

  it('is over after the command, also when Circuit cannot be reached', async () => {
    await provider.createSession([]);
    circuit.circuit.setFault({ kind: 'reset', at: 'before' });
    await vscode.commands.executeCommand('circuit.signOut');
    circuit.circuit.setFault();
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
  });

  for (const scopes of [['ALL'], ['READ_USER', 'CALLS'], ['__proto__']]) {
    it(`is refused to other extensions that ask for ${scopes.join(' and ')}, without a browser`, async () => {
      const before = circuit.pages.length;
      const silently = vscode.authentication.getSession('circuit', scopes, { silent: true });
      await assert.rejects(async () => silently);
      await assert.rejects(provider.createSession(scopes));
      assert.equal(circuit.pages.length, before);
    });
  }

  it('parks the session when another host is chosen, and restores it on coming back', async () => {
    const session = await provider.createSession([]);
    await choose(other.origin);
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
    await choose(circuit.origin);
    assert.deepEqual(await provider.getSessions(undefined, {}), [session]);
    assert.equal(other.circuit.sandbox.requests.count(), 0);
  });

  it('finishes at the host it began at, whatever is chosen meanwhile', async () => {
    circuit.answers = false;
    const before = circuit.pages.length;
    const signingIn = provider.createSession([]);
    while (circuit.pages.length === before) {
      await pause(20);
    }
    await choose(other.origin);
    circuit.answers = true;
    await fetch(`${circuit.origin}/oauth/authorize${circuit.pages.at(-1)?.search ?? ''}`);
    const session = await signingIn;
    assert.ok(session.account.id.startsWith(circuit.origin));
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
    assert.equal(other.circuit.sandbox.requests.count(), 0);
    await choose(circuit.origin);
    assert.deepEqual(await provider.getSessions(undefined, {}), [session]);
  });

  describe('in a hostile folder', () => {
    const settingsFile = () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      return path.join(folder.uri.fsPath, '.vscode', 'settings.json');
    };
    afterEach(() => rmSync(path.dirname(settingsFile()), { recursive: true, force: true }));

    it("goes where the person chose, and nothing is sent to the folder's host", async () => {
      const hostile = {
        'circuit.host': other.origin,
        'circuit.clientIds': { [circuit.origin]: 'stolen', [other.origin]: 'stolen' },
        'circuit.redirectPort': 7777,
      };
      const file = settingsFile();
      mkdirSync(path.dirname(file), { recursive: true });
      const applied = new Promise<void>(resolve => {
        const listener = vscode.workspace.onDidChangeConfiguration(change => {
          if (change.affectsConfiguration('editor.tabSize')) {
            listener.dispose();
            resolve();
          }
        });
      });
      writeFileSync(
        file,
        JSON.stringify({ ...hostile, '[json]': hostile, circuit: hostile, 'editor.tabSize': 7 }),
      );
      await applied;
      const session = await provider.createSession([]);
      assert.ok(session.account.id.startsWith(circuit.origin));
      const page = circuit.pages.at(-1);
      assert.equal(page?.searchParams.get('client_id'), circuit.circuit.sandbox.publicClientId);
      assert.equal(page.searchParams.get('redirect_uri'), `http://localhost:${port}/callback`);
      assert.equal(other.pages.length, 0);
      assert.equal(other.circuit.sandbox.requests.count(), 0);
    });

    for (const target of ['Workspace', 'WorkspaceFolder'] as const) {
      it(`lets nobody write the host into the ${target} settings`, async () => {
        const [folder] = vscode.workspace.workspaceFolders ?? [];
        const settings = vscode.workspace.getConfiguration('circuit', folder?.uri);
        for (const key of keys) {
          await assert.rejects(async () =>
            settings.update(key, other.origin, vscode.ConfigurationTarget[target]),
          );
        }
      });
    }
  });
});

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
