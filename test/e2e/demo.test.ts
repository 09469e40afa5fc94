import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

/** Each step goes on where the one before it ended. No Circuit is configured, and none is there. */
describe('Somebody who tries it with a made-up company', () => {
  const asked: string[] = [];
  let proxy: Server;
  let vscode: VSCode;
  let window: Window;

  before(async () => {
    proxy = await countAtProxy(asked);
    vscode = await startVSCode({ 'http.proxy': `http://127.0.0.1:${portOf(proxy)}` });
    window = await vscode.openWindow();
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    proxy.closeAllConnections();
    proxy.close();
  });

  it('is offered it where nobody has signed in yet', async () => {
    await window.waitForStatus(/^\s*Circuit$/);
    await window.openContainer('Circuit');
    await window.view('People').getByText('try the demo').waitFor();
    await window.screenshot('demo-before');
  });

  it('starts it from the palette, meets colleagues and is told everywhere that it is a demo', async () => {
    await window.runCommand('Circuit: Try the Demo');
    await window.waitForStatus('Demo: Available');
    await window.view('People').locator('.description').filter({ hasText: 'Demo' }).waitFor();
    assert.match(await window.statusLabel(), /^Circuit demo: Available/);
    await window.untilTrue(async () => (await window.treeRows('People').count()) === 9);
    await window.screenshot('demo-started');
  });

  it('sets a status, finds colleagues and watches one, as in the real one', async () => {
    await window.runCommand('Circuit: Set Busy');
    await window.waitForStatus(/^\s*Demo: Busy$/);
    await window.runCommand('Circuit: Search People…');
    await window.type('Halász');
    await window.pick('Viktor Halász');
    await window.pick('Watch');
    await window.treeRows('People').filter({ hasText: 'Viktor Halász' }).waitFor();
    await window.expandView('Labels');
    await window.treeRows('Labels').first().waitFor();
    await window.screenshot('demo');
  });

  it('finds the same order in the search and in the view of its results', async () => {
    await window.runCommand('Circuit: Search People…');
    await window.type('ma');
    const found = window.quickPickRows().filter({ hasText: '@' });
    await window.untilTrue(async () => (await found.count()) > 2);
    const rowsFound = await found.all();
    const names = await Promise.all(
      rowsFound.map(row => row.locator('.label-name').first().innerText()),
    );
    await window.page.keyboard.press('Enter');
    await window.quickPickTitle(names[0] ?? '').waitFor();
    await window.page.keyboard.press('Escape');
    const rows = window.treeRows('Search Results').locator('.label-name');
    await window.untilTrue(async () => String(await rows.allInnerTexts()) === String(names));
  });

  it('finds all of it again after a reload', async () => {
    await window.reload();
    await window.waitForStatus(/^\s*Demo: Busy$/);
    await window.treeRows('People').filter({ hasText: 'Viktor Halász' }).waitFor();
  });

  it('leaves the demo and is where they began', async () => {
    await window.runCommand('Circuit: Leave the Demo');
    await window.waitForStatus(/^\s*Circuit$/);
    await window.view('People').getByText('try the demo').waitFor();
  });

  it('has asked no computer for anything', () => {
    assert.deepEqual(asked, []);
  });
});

/** Stands where every request of an extension passes that is not for this computer. */
async function countAtProxy(asked: string[]): Promise<Server> {
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
