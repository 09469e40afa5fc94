import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import * as vscode from 'vscode';
import type * as NodeTransport from '../../../src/node/transport';
import { root } from '../../launch/paths.mts';

/** The built product's: VS Code puts its proxy into the modules of Node that extensions load. */
function loadBuilt(): typeof NodeTransport {
  const built = JSON.parse(readFileSync(path.join(root, 'dist/modules.json'), 'utf8')) as Record<
    string,
    { modules: string[] } // see scripts/product.mts
  >;
  const isInside = (file: string) => built[file]?.modules.includes('src/node/transport.ts');
  const [file = ''] = Object.keys(built).filter(isInside);
  const load = createRequire(__filename);
  // What a file exports are the modules that are loaded late.
  const modules = Object.values(load(path.join(root, 'dist', file)) as Record<string, object>);
  return modules.find(each => 'createNodeTransport' in each) as typeof NodeTransport; // as asked for
}

describe('Behind a proxy', () => {
  const { createNodeTransport } = loadBuilt();
  let proxy: Server;
  /** What the proxy was asked to connect to, and with which headers. */
  let asked: { readonly to: string | undefined; readonly headers: string }[];
  let status: string;

  const request = () =>
    createNodeTransport()({
      method: 'GET',
      url: new URL('https://circuit.invalid/rest/v2/users/profile'),
      headers: { Authorization: 'Bearer canary' },
    });
  const configure = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    proxy = createServer();
    proxy.on('connect', ({ url, rawHeaders }: IncomingMessage, socket: Duplex) => {
      asked.push({ to: url, headers: rawHeaders.join('\n') });
      socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    await configure('proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    await configure('proxySupport', 'override');
  });

  beforeEach(() => {
    asked = [];
    status = '502 Bad Gateway';
  });

  after(async () => {
    await configure('proxy', undefined);
    await configure('proxySupport', undefined);
    proxy.close();
  });

  it('everything goes through it, and it is not told the token', async () => {
    await request().catch(() => undefined);
    assert.deepEqual([...new Set(asked.map(({ to }) => to))], ['circuit.invalid:443']);
    assert.ok(asked.every(({ headers }) => !headers.includes('canary')));
  });

  it('nothing goes through one that is switched off', async () => {
    await configure('proxySupport', 'off');
    await assert.rejects(request(), { kind: 'network', fault: 'unreachable' });
    await configure('proxySupport', 'override');
    assert.deepEqual(asked, []);
  });

  it('a proxy that wants a sign-in is named as such', async () => {
    status = '407 Proxy Authentication Required';
    await assert.rejects(request(), { kind: 'network', fault: 'proxy' });
  });
});
