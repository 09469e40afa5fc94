import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type AccountParts, createAccount } from '../../../src/account/createAccount';
import { DisposableStore } from '../../../src/base/disposables';
import type { Settings } from '../../../src/settings';
import type { Transport } from '../../../src/circuit/transport';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { createLog, createMemory, SharedSecrets } from '../../unit/account/support';
import { Answers } from '../answers';
import { until } from '../code/world';
import { fixedSettings, noFile } from '../stubs';
import { FakeBox } from '../fakeBox';

const site = 'https://editor.example';
const clientId = 'client';

const overHttp: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('The account in a browser, put together', () => {
  const { registerAuthenticationProvider, getSession } = vscode.authentication;
  const { registerUriHandler, createInputBox } = vscode.window;
  const names = ['remoteName', 'uiKind', 'asExternalUri', 'openExternal'] as const;
  const real = names.map(name => Object.getOwnPropertyDescriptor(vscode.env, name) ?? {});
  let answers: Answers;
  let circuit: SandboxServer;
  let settings: Settings;
  let memory: ReturnType<typeof createMemory>;
  let log: ReturnType<typeof createLog> & { show(): void };
  let links: vscode.UriHandler | undefined;
  let opened: string[];
  let boxes: FakeBox[];
  /** How often VS Code was asked for the session that it lets this extension use. */
  let checks: number;
  let parts: DisposableStore;
  let account: AccountParts;

  before(async () => {
    // The extension itself, too, calls what is replaced here, while it starts.
    await vscode.extensions.getExtension('circuit-presence.circuit-presence')?.activate();
    circuit = await serveSandbox({ redirectOrigins: [site, 'http://localhost:7190'] });
  });
  after(() => circuit.close());
  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    memory = createMemory();
    log = { ...createLog(), show() {} };
    [opened, boxes, checks] = [[], [], 0];
    parts = new DisposableStore();
    settings = {
      ...fixedSettings(circuit.origin),
      clientIds: {
        value: new Map([[circuit.origin, circuit.sandbox.publicClientId]]),
        onDidChange: () => ({ dispose() {} }),
      },
    };
    Object.assign(vscode.authentication, {
      registerAuthenticationProvider: () => ({ dispose() {} }),
      getSession: () => {
        checks++;
        return Promise.resolve(undefined);
      },
    });
    Object.assign(vscode.window, {
      registerUriHandler: (handler: vscode.UriHandler) => {
        links = handler;
        return { dispose: () => (links = undefined) };
      },
      createInputBox: () => {
        const box = new FakeBox();
        boxes.push(box);
        return box;
      },
    });
    const external = (uri: vscode.Uri) =>
      Promise.resolve(
        vscode.Uri.parse(
          uri.scheme.startsWith('http') ? uri.toString() : `${site}/callback?vscode-reqid=1`,
        ),
      );
    const open = (url: vscode.Uri | string) =>
      Promise.resolve(opened.push(typeof url === 'string' ? url : url.toString(true)) > 0);
    const values = [undefined, vscode.UIKind.Web, external, open];
    names.forEach((name, at) =>
      Object.defineProperty(vscode.env, name, { configurable: true, get: () => values[at] }),
    );
  });
  afterEach(() => {
    parts.dispose();
    answers.restore();
    Object.assign(vscode.authentication, { registerAuthenticationProvider, getSession });
    Object.assign(vscode.window, { registerUriHandler, createInputBox });
    names.forEach((name, at) => Object.defineProperty(vscode.env, name, real[at] ?? {}));
  });

  const build = () => {
    const refuse = () => Promise.reject(new Error('Not here.'));
    account = createAccount(
      {
        ...{ memory: memory as never, settings, log }, // what is used of a memento
        extensionKind: vscode.ExtensionKind.UI,
        platform: {
          transport: overHttp,
          secrets: new SharedSecrets().window(),
          sharedFolder: () => Promise.resolve(noFile()),
          onceAcrossWindows: refuse,
          askGit: refuse,
        },
      },
      parts,
    );
  };
  /** The page that was opened last, and what Circuit sends the browser back with after *Allow*. */
  const allow = async (at: number) => {
    const page = new URL(await until(() => opened[at]));
    const body = new URLSearchParams({ decision: 'allow', userId: circuit.sandbox.me.userId });
    const answer = await fetch(page, { method: 'POST', redirect: 'manual', body });
    return { page, back: new URL(answer.headers.get('location') ?? '') };
  };
  const link = (path: string, query: string) =>
    vscode.Uri.parse(`vscode://circuit-presence.circuit-presence${path}?${query}`);

  it('asks VS Code at once for the session there is, if a server is set', () => {
    build();
    assert.equal(checks, 1);
    settings = fixedSettings();
    build();
    assert.equal(checks, 1);
  });

  it('signs in by the address that is pasted, or by a link from VS Code’s page if that is chosen', async () => {
    build();
    const signingIn = account.provider.createSession([]);
    const first = await allow(0);
    assert.equal(first.page.searchParams.get('redirect_uri'), 'http://localhost:7190/callback');
    await boxes[0]?.press('Return Automatically (if Your Administrator Set It Up)');
    const { page, back } = await allow(1);
    assert.equal(page.searchParams.get('redirect_uri'), `${site}/callback?vscode-reqid=1`);
    await links?.handleUri(link('/callback', 'code=c&state=of-another-sign-in'));
    await links?.handleUri(link('/callback', back.searchParams.toString()));
    const session = await signingIn;
    assert.equal(session.account.id, `${circuit.origin}#${circuit.sandbox.me.userId}`);
    await account.provider.removeSession(session.id);
    const again = account.provider.createSession([]);
    const third = await allow(2);
    assert.equal(third.page.searchParams.get('redirect_uri'), `${site}/callback?vscode-reqid=1`);
    await boxes.at(-1)?.press('Paste the Address Instead');
    const fourth = await allow(3);
    boxes.at(-1)?.enter(fourth.back.href);
    assert.equal((await again).account.id, session.account.id);
  });

  it('fills in what a setup link names, once the person agrees', async () => {
    settings = fixedSettings();
    build();
    answers.answer = asked => (asked.startsWith('Set up') ? 'Continue' : undefined);
    await links?.handleUri(link('/setup', `host=eu.yourcircuit.com&client_id=${clientId}`));
    assert.match(answers.asked[0] ?? '', /^Set up Circuit at https:\/\/eu\.yourcircuit\.com\?$/);
    await until(() => answers.asked[1]);
    const signingIn = account.provider.createSession([]).catch((error: unknown) => error);
    assert.equal(new URL(await until(() => opened[0])).searchParams.get('client_id'), clientId);
    boxes.at(-1)?.hide();
    assert.ok((await signingIn) instanceof vscode.CancellationError);
  });

  it('notes a link that leads nowhere, and asks nothing', async () => {
    build();
    await links?.handleUri(link('/elsewhere', 'code=c'));
    assert.deepEqual(answers.asked, []);
    assert.equal(log.lines.length, 1);
  });
});
