import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Expected } from '../../../src/account/signIn/callback';
import type { Loopback } from '../../../src/account/signIn/loopback';
import { findWebSite, WaysBack } from '../../../src/account/signIn/waysBack';
import { createMemory } from '../../unit/account/support';

const origin = 'https://eu.yourcircuit.com';
const expected: Expected = { state: 'the-state', origin };
const site = 'https://editor.example';
const { signal } = new AbortController();

describe('The ways back from the browser', () => {
  const { env } = vscode;
  const names = ['remoteName', 'uiKind', 'asExternalUri'] as const;
  const real = names.map(name => Object.getOwnPropertyDescriptor(env, name) ?? {});
  let memory: ReturnType<typeof createMemory>;
  let listened: string[];
  let made: WaysBack[];
  /** Where VS Code says that an address of this computer is reached. */
  let external: (uri: string) => string;

  beforeEach(() => {
    memory = createMemory();
    listened = [];
    made = [];
    external = uri => uri;
    const asExternalUri = (uri: vscode.Uri) =>
      Promise.resolve(vscode.Uri.parse(external(uri.toString(true))));
    Object.defineProperty(env, 'asExternalUri', { configurable: true, value: asExternalUri });
  });
  afterEach(() => {
    made.forEach(ways => ways.dispose());
    names.forEach((name, at) => Object.defineProperty(env, name, real[at] ?? {}));
  });

  const loopback = { callback: new Promise(() => undefined), dispose() {} } as unknown as Loopback;

  function create(
    place: 'desktop' | 'web' | 'worker',
    remoteName?: string,
    extensionKind = vscode.ExtensionKind.UI,
  ): WaysBack {
    const uiKind = place === 'desktop' ? vscode.UIKind.Desktop : vscode.UIKind.Web;
    Object.defineProperty(env, 'remoteName', { configurable: true, get: () => remoteName });
    Object.defineProperty(env, 'uiKind', { configurable: true, get: () => uiKind });
    const listenForCallback = (uri: string) => {
      listened.push(uri);
      return Promise.resolve(loopback);
    };
    const ways = new WaysBack({
      listenForCallback: place === 'worker' ? undefined : listenForCallback,
      extensionKind,
      memory,
    });
    made.push(ways);
    return ways;
  }
  const find = async (ways: WaysBack) =>
    (await ways.find(origin, 7190, signal)).flatMap(way => way?.route ?? []);
  const inBrowser = () => {
    external = uri => (uri.startsWith('http') ? uri : `${site}/callback?vscode-reqid=1`);
    return create('worker');
  };

  it('are the port alone on a computer of one’s own', async () => {
    const ways = create('desktop');
    const [way, other] = await ways.find(origin, 7190, signal);
    assert.deepEqual([way.route, other], ['loopback', undefined]);
    assert.equal(await way.redirectUri(), 'http://localhost:7190/callback');
    assert.equal(await way.listen(expected), loopback);
    assert.deepEqual(listened, ['http://localhost:7190/callback']);
    await ways.remember(origin, way);
    assert.deepEqual([...memory.values], []);
  });

  it('are the port on a remote computer only where VS Code forwards that very one', async () => {
    const { Workspace } = vscode.ExtensionKind;
    assert.deepEqual(await find(create('desktop', 'ssh-remote', Workspace)), ['loopback']);
    external = () => 'http://localhost:50123/callback';
    assert.deepEqual(await find(create('desktop', 'ssh-remote', Workspace)), ['paste']);
    external = () => {
      throw new Error('There is no tunnel.');
    };
    assert.deepEqual(await find(create('desktop', 'ssh-remote', Workspace)), ['paste']);
    assert.deepEqual(await find(create('desktop', 'ssh-remote')), ['loopback']);
  });

  it('are pasting and a page in a browser, in the order that somebody chose there', async () => {
    const ways = inBrowser();
    const [paste, page] = await ways.find(origin, 7190, signal);
    assert.deepEqual([paste.route, page?.route], ['paste', 'page']);
    assert.equal(await paste.redirectUri(), 'http://localhost:7190/callback');
    assert.equal(await paste.listen(expected), 'none');
    await ways.remember(origin, paste);
    assert.deepEqual([...memory.values], [], 'Nothing is kept that is so anyway.');
    assert.ok(page);
    await ways.remember(origin, page);
    assert.deepEqual(await find(ways), ['page', 'paste']);
    assert.deepEqual(
      (await ways.find('https://na.yourcircuit.com', 7190, signal))[0].route,
      'paste',
    );
    await ways.remember(origin, paste);
    assert.deepEqual(await find(ways), ['paste', 'page']);
  });

  it('take by the page what is for this sign-in, and nothing else', async () => {
    const ways = inBrowser();
    const [, page] = await ways.find(origin, 7190, signal);
    assert.ok(page);
    assert.equal(await page.redirectUri(), `${site}/callback?vscode-reqid=1`);
    const listening = await page.listen(expected);
    assert.ok(typeof listening === 'object');
    const come = (query: string) =>
      ways.comeBack(vscode.Uri.parse(`vscode://a.b/callback?${query}`));
    come('code=c-1&state=another');
    come('code=c-2&state=the-state');
    const callback = await listening.callback;
    assert.deepEqual(callback, { kind: 'code', code: 'c-2' });
    assert.deepEqual(listened, []);
  });

  it('are pasting alone where VS Code’s page is none of the web', async () => {
    assert.deepEqual(await find(create('worker')), ['paste']);
    assert.equal(await findWebSite(), undefined);
  });

  it('are told to an administrator by the site that VS Code is in', async () => {
    inBrowser();
    assert.deepEqual(await findWebSite(), { origin: site, hasServer: false });
    Object.defineProperty(env, 'remoteName', { configurable: true, get: () => 'codespaces' });
    assert.deepEqual(await findWebSite(), { origin: site, hasServer: true });
    create('desktop');
    assert.equal(await findWebSite(), undefined);
  });

  it('are not waited for once the sign-in is over', async () => {
    external = uri => uri;
    const over = new AbortController();
    const never = () => new Promise(() => undefined);
    const ways = create('desktop', 'ssh-remote', vscode.ExtensionKind.Workspace);
    Object.defineProperty(env, 'asExternalUri', { configurable: true, value: never });
    const found = ways.find(origin, 7190, over.signal);
    over.abort();
    await assert.rejects(found, { name: 'AbortError' });
  });
});
