import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createSandbox, type Sandbox, type SandboxOptions } from './app';
import type { Fault } from './faults';
import { addSignInRoutes } from './oauth/signInRoutes';
import { answerPreflight, type CrossOrigin, isPreflight, letCross } from './port/crossOrigin';
import { createFaultSwitch, type FaultSwitch } from './port/faultSwitch';
import { compress } from './port/gzip';
import { findRefusal, readWhole, refuse } from './port/incoming';

export interface SandboxServerOptions extends SandboxOptions, CrossOrigin {
  /** Whether answers are compressed for clients that accept it. */
  readonly gzip?: boolean | undefined;
  /** 0 or missing: any free port. */
  readonly port?: number | undefined;
  readonly fault?: Fault | undefined;
}

/** A sandbox on a port that only this computer can reach. */
export interface SandboxServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  readonly sandbox: Sandbox;
  /** Sets the fault from now on; without an argument there is none. */
  setFault(fault?: Fault): void;
  /** How many requests were affected by faults so far. */
  readonly strikes: number;
  /** Closes the server and all connections at once. */
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

/** Serves a sandbox on 127.0.0.1. Rejects if the port is taken. */
export async function serveSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const sandbox = createSandbox(options, addSignInRoutes);
  const closing = new AbortController();
  const faults = createFaultSwitch(sandbox, options, closing.signal);
  const answer = createListener(faults, options);
  const server = createServer(limits, (incoming, outgoing) => {
    const hosts = [host, 'localhost'].map(name => `${name}:${portOf(server)}`);
    const refusal = findRefusal(incoming, hosts, options);
    if (refusal === undefined) {
      answer(incoming, outgoing);
    } else {
      refuse(incoming, outgoing, refusal);
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

function createListener(faults: FaultSwitch, options: SandboxServerOptions): RequestListener {
  const answer = async (part: Request, env: unknown): Promise<Response> => {
    const { incoming, outgoing } = env as HttpBindings; // The server only speaks HTTP/1.
    const request = await readWhole(part, incoming);
    if (!request) {
      refuse(incoming, outgoing, 413);
      return RESPONSE_ALREADY_SENT;
    }
    const answer = await (isPreflight(request)
      ? answerPreflight(request)
      : faults.answer(request, outgoing));
    if (answer === RESPONSE_ALREADY_SENT) {
      return answer;
    }
    letCross(answer, request, options);
    return options.gzip ? compress(answer, request) : answer;
  };
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
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
