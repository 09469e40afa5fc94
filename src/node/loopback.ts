import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Expected } from '../account/signIn/callback';
import type { Loopback } from '../account/signIn/loopback';
import { pageHeaders, renderPage } from '../account/signIn/pages';
import { CallbackHandler, releasePath } from './callbackHandler';

/** The limit of open connections without a request. */
const mostSilent = 64;
/** Time for the last bytes of an answer to a client that is still sending. */
const closeMs = 500;

const releaseMs = 500;

/**
 * Listens on 127.0.0.1 and, if it exists, ::1, since `localhost` may be either. Returns `taken` and
 * listens on neither if another program uses the port on one of them. Another window whose sign-in
 * is over gives the port up.
 */
export async function listenForCallback(
  redirectUri: string,
  expected: Expected,
): Promise<Loopback | 'taken'> {
  const port = Number(new URL(redirectUri).port);
  const desk = new CallbackHandler(redirectUri, expected);
  let servers = await bindBoth(port, desk);
  if (!servers) {
    await askForPort(port);
    servers = await bindBoth(port, desk);
  }
  return servers ? desk.open(() => closeAll(servers)) : 'taken';
}

/** Undefined if the port is taken on one of the addresses. */
async function bindBoth(port: number, desk: CallbackHandler): Promise<Server[] | undefined> {
  const servers: Server[] = [];
  for (const address of ['127.0.0.1', '::1']) {
    const server = createHardenedServer((request, response) => desk.answer(request, response));
    const bound = await bind(server, port, address);
    if (bound === 'listening') {
      servers.push(server);
    }
    if (bound === 'taken') {
      closeAll(servers);
      return undefined;
    }
  }
  return servers;
}

/** Asks whoever has the port to give it up. Another program does not know what is meant. */
function askForPort(port: number): Promise<void> {
  return new Promise(resolve => {
    const asking = get({ host: '127.0.0.1', port, path: releasePath, agent: false }, answer => {
      answer.resume();
      answer.on('close', resolve);
    });
    asking.on('error', () => resolve());
    asking.setTimeout(releaseMs, () => asking.destroy());
    asking.on('close', resolve);
  });
}

function createHardenedServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer({
    // The cookies of all other programs on `localhost` are sent too.
    maxHeaderSize: 96 * 1024,
    headersTimeout: 5000,
    requestTimeout: 5000,
    connectionsCheckingInterval: 1000,
    requireHostHeader: false,
  });
  const drop = (socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.destroy();
  };
  server.on('request', answer);
  server.on('connect', (_, socket) => drop(socket));
  server.on('upgrade', (_, socket) => drop(socket));
  server.on('error', () => undefined);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    socket.on('error', () => undefined);
    socket.end(error.code === 'HPE_HEADER_OVERFLOW' ? tooMuch() : badRequest);
    const timer = setTimeout(() => socket.destroy(), closeMs);
    socket.on('close', () => clearTimeout(timer));
  });
  evictSilent(server);
  return server;
}

/** Drops the connection that has been silent longest; browsers send their request at once. */
function evictSilent(server: Server): void {
  const silent = new Set<Socket>();
  server.on('connection', socket => {
    silent.add(socket);
    socket.on('close', () => silent.delete(socket));
    const [oldest] = silent;
    if (oldest && silent.size > mostSilent) {
      silent.delete(oldest);
      oldest.destroy();
    }
  });
  server.on('request', ({ socket }) => silent.delete(socket));
}

const badRequest = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

function tooMuch(): string {
  const headers = Object.entries(pageHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 431 Request Header Fields Too Large\r\n${headers.join('')}\r\n${renderPage('tooMuch')}`;
}

/** `absent`: this machine has no such address, for example because IPv6 is disabled. */
function bind(
  server: Server,
  port: number,
  address: string,
): Promise<'listening' | 'taken' | 'absent'> {
  return new Promise(resolve => {
    server.once('listening', () => resolve('listening'));
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? 'absent' : 'taken'),
    );
    server.listen({ port, host: address, exclusive: true, ipv6Only: address === '::1' });
  });
}

function closeAll(servers: readonly Server[]): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
}
