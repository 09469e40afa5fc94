import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';

/** A Circuit whose consent page answers itself, as if the person at once clicked *Allow*. */
export interface ConsentingCircuit {
  readonly origin: string;
  readonly circuit: SandboxServer;
  /** The consent pages that a browser opened. */
  readonly pages: readonly URL[];
  /** With `false` the page stays open and nobody clicks. */
  answers: boolean;
  close(): Promise<void>;
}

/** Serves it on a free port. The browser is sent back to `redirectOrigin` only. */
export async function serveConsenting(redirectOrigin: string): Promise<ConsentingCircuit> {
  const circuit = await serveSandbox({ redirectOrigins: [redirectOrigin] });
  const pages: URL[] = [];
  const front = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve));
  const address = front.address();
  const served: ConsentingCircuit = {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    circuit,
    pages,
    answers: true,
    close: async () => {
      front.closeAllConnections();
      await new Promise(resolve => front.close(resolve));
      await circuit.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', circuit.origin);
    const isPage = url.pathname === '/oauth/authorize';
    if (isPage) {
      pages.push(url);
    }
    if (isPage && !served.answers) {
      response.end('Nobody is here.');
      return;
    }
    const result = await fetch(url, {
      method: isPage ? 'POST' : (request.method ?? 'GET'),
      redirect: 'manual',
      headers: headersOf(request),
      ...(isPage
        ? { body: new URLSearchParams({ decision: 'allow', userId: circuit.sandbox.me.userId }) }
        : request.method === 'GET'
          ? {}
          : { body: await readText(request) }),
    });
    const location = result.headers.get('location');
    response.writeHead(result.status, {
      'Content-Type': result.headers.get('content-type') ?? 'text/plain',
      ...(location !== null && { Location: location }),
    });
    response.end(await result.text());
  }
  return served;
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const { accept, authorization, 'content-type': type } = request.headers;
  return {
    ...(accept !== undefined && { Accept: accept }),
    ...(authorization !== undefined && { Authorization: authorization }),
    ...(type !== undefined && { 'Content-Type': type }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}
