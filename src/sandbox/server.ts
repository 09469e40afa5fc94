import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSandbox, type Sandbox, type SandboxOptions } from './app';
import { createRateLimit, type Fault, matches } from './faults';
import { answerFaultily, type Struck } from './faultyAnswer';
import { templateOf } from './operations';

export interface SandboxServerOptions extends SandboxOptions {
  /** 0 or nothing: any free one. */
  readonly port?: number | undefined;
  readonly fault?: Fault | undefined;
}

/** A sandbox on a port of this computer alone. */
export interface SandboxServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  readonly sandbox: Sandbox;
  /** From now on something goes wrong; without an argument nothing does. */
  setFault(fault?: Fault): void;
  /** How many requests faults have struck so far. */
  readonly strikes: number;
  /** Ends the server and every connection at once. */
  close(): Promise<void>;
}

const host = '127.0.0.1';
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/** Serves a sandbox on 127.0.0.1. Rejects when the port is taken. */
export async function serveSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const sandbox = createSandbox(options);
  const closing = new AbortController();
  const faults = createFaultSwitch(sandbox, options, closing.signal);
  const answer = getRequestListener((request, env) => faults.answer(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  }); // `env` is of HTTP/1: the server below speaks nothing else
  const server = createServer(limits, (incoming, outgoing) => {
    outgoing.once('finish', () => incoming.complete || incoming.socket.destroySoon());
    const refusal = findRefusal(incoming, portOf(server));
    if (refusal === undefined) {
      void answer(incoming, outgoing);
    } else {
      refuse(outgoing, refusal);
    }
  });
  server.maxConnections = 256;
  await listen(server, options.port ?? 0);
  const port = portOf(server);
  return {
    origin: `http://${host}:${port}`,
    port,
    sandbox,
    setFault: faults.set,
    get strikes() {
      return faults.strikes;
    },
    close: () => {
      closing.abort();
      return close(server);
    },
  };
}

function createFaultSwitch(
  sandbox: Sandbox,
  options: SandboxServerOptions,
  closed: AbortSignal,
): {
  readonly strikes: number;
  set: (fault?: Fault) => void;
  answer: (request: Request, env: HttpBindings) => Promise<Response>;
} {
  let current: { fault: Fault; left: number; rateLimit: Struck['rateLimit'] } | undefined;
  const set = (fault?: Fault) => {
    const rateLimit =
      fault?.kind === 'rateLimit'
        ? createRateLimit(fault, options.now ?? Date.now)
        : () => undefined;
    current = fault && { fault, left: fault.times ?? Infinity, rateLimit };
  };
  set(options.fault);
  let strikes = 0;
  return {
    get strikes() {
      return strikes;
    },
    set,
    answer: (request, { outgoing }) => {
      const template = templateOf(new URL(request.url).pathname);
      if (!current || current.left <= 0 || !matches(current.fault, request.method, template)) {
        return sandbox.fetch(request);
      }
      current.left--;
      strikes++;
      const { fault, rateLimit } = current;
      return answerFaultily(fault, { request, outgoing, sandbox, rateLimit, closed });
    },
  };
}

/** Status to refuse with: other hosts (DNS rebinding), pages of other sites, odd targets. */
function findRefusal(incoming: IncomingMessage, port: number): number | undefined {
  const own = [`${host}:${port}`, `localhost:${port}`];
  if (!own.includes(incoming.headers.host ?? '')) {
    return 421;
  }
  const { origin, 'content-length': length } = incoming.headers;
  if (origin !== undefined && !own.some(each => origin === `http://${each}`)) {
    return 403;
  }
  if (!/^\/(?!\/)/.test(incoming.url ?? '')) {
    return 400;
  }
  return Number(length ?? 0) > 64 * 1024 ? 413 : undefined;
}

function refuse(outgoing: ServerResponse, status: number): void {
  const headers = { 'Content-Type': 'text/plain', Connection: 'close' };
  outgoing.writeHead(status, headers).end(`${status}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve()).closeAllConnections();
  });
}
