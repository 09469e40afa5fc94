import { createServer, type Server, type Socket } from 'node:net';

/** A port of this computer that answers with whatever bytes a test wants. */
export interface RawServer {
  readonly origin: string;
  /** The requests so far, as they came. */
  readonly requests: readonly string[];
  readonly openSockets: () => number;
  close(): Promise<void>;
}

/** Calls `answer` with the socket once a request's head is there; `count` begins with 1. */
export async function serveRaw(
  answer: (socket: Socket, count: number) => unknown,
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let head = '';
    socket.on('data', bytes => {
      head += bytes.toString('latin1');
      if (head.includes('\r\n\r\n')) {
        requests.push(head);
        head = '';
        answer(socket, requests.length);
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    requests,
    openSockets: () => sockets.size,
    close: () => {
      sockets.forEach(socket => socket.destroy());
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

/** Answers with a body that never ends, until the other side closes the connection. */
export function answerWithoutEnd(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Waits until something holds, by turns of the event loop; the test's own time limit is the end. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
