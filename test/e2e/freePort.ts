import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port for the way back from the browser: two VS Codes on one machine cannot share one. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
