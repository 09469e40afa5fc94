import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Expected } from '../account/signIn/callback';
import type { Loopback } from '../account/signIn/loopback';
import { CallbackHandler } from './callbackHandler';

/**
 * Listens on 127.0.0.1 and, where there is one, ::1: `localhost` may mean either. Gives `taken` if
 * another program has the port on one of them, and nothing then listens.
 */
export async function listenForCallback(
  redirectUri: string,
  expected: Expected,
): Promise<Loopback | 'taken'> {
  const port = Number(new URL(redirectUri).port);
  const desk = new CallbackHandler(redirectUri, expected);
  const servers: Server[] = [];
  for (const address of ['127.0.0.1', '::1']) {
    const server = createHardenedServer((request, response) => desk.answer(request, response));
    const bound = await bind(server, port, address);
    if (bound === 'listening') {
      servers.push(server);
    }
    if (bound === 'taken') {
      closeAll(servers);
      return 'taken';
    }
  }
  return desk.open(() => closeAll(servers));
}

function createHardenedServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer({
    maxHeaderSize: 8192,
    headersTimeout: 5000,
    requestTimeout: 5000,
    connectionsCheckingInterval: 1000,
    requireHostHeader: false,
  });
  server.maxConnections = 64;
  const drop = (socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.destroy();
  };
  server.on('request', answer);
  server.on('connect', (_, socket) => drop(socket));
  server.on('upgrade', (_, socket) => drop(socket));
  server.on('error', () => undefined);
  return server;
}

/** `absent`: this machine has no such address, e.g. because IPv6 is switched off. */
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
