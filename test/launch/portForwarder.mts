import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PortForwarder {
  /** For `VSCODE_PROXY_URI`: what VS Code makes of `http://localhost:PORT/` when it opens that. */
  readonly template: string;
  close(): void;
}

/**
 * The server build rewrites loopback addresses that an extension opens. This sends the browser back
 * to the real one by a redirect, so that port and `Host` are what the extension meant.
 */
export async function forwardPorts(): Promise<PortForwarder> {
  const server = createServer((request, response) => {
    const [, port, rest] = /^\/(\d{1,5})(\/.*)?$/.exec(request.url ?? '') ?? [];
    if (port === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(302, { location: `http://127.0.0.1:${port}${rest ?? '/'}` }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP, so this is no pipe name
  return {
    template: `http://127.0.0.1:${port}/{{port}}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
