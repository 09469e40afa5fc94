import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from './app';
import { bend, type Fault } from './faults';
import { answerLate } from './lateAnswer';
import { errorBody } from './wire';

/** A request on its way to be answered wrongly. */
export interface Struck {
  readonly request: Request;
  readonly outgoing: ServerResponse;
  readonly sandbox: Sandbox;
  /** Counts this request; seconds to wait if there were too many. */
  readonly rateLimit: () => number | undefined;
  /** Aborted when the server closes. */
  readonly closed: AbortSignal;
}

const json = { 'Content-Type': 'application/json' };
const portal = '<!doctype html><title>Sign in</title><h1>Welcome to the guest network</h1>';
const gibberish = '\u0000\u0001 SSH-2.0 \u00ff\u00fe HTTP/ 2OO 0K\r\n\r\n';

/** Answers a request as its fault demands. */
export async function answerFaultily(fault: Fault, struck: Struck): Promise<Response> {
  const { request, sandbox } = struck;
  switch (fault.kind) {
    case 'latency':
      await wait(fault.ms, undefined, { signal: struck.closed });
      return sandbox.fetch(request);
    case 'late':
      return answerLate(fault, struck);
    case 'hang':
      return RESPONSE_ALREADY_SENT;
    case 'status':
      return statusAnswer(fault.status, fault.retryAfter);
    case 'answer':
      return new Response(fault.body, {
        status: fault.status ?? 200,
        headers: { ...json, ...fault.headers },
      });
    case 'reset':
    case 'truncated':
    case 'garbage':
    case 'bytes':
      return breakOff(fault, struck);
    case 'html':
      return new Response(portal, { headers: { 'Content-Type': 'text/html' } });
    case 'drip':
      return drip(struck, fault.intervalMs);
    case 'wrongShapes':
      return bendAnswer(await sandbox.fetch(request));
    case 'expiredTokens':
      sandbox.expireTokens();
      return sandbox.fetch(request);
    case 'revokedTokens':
      sandbox.revokeTokens();
      return sandbox.fetch(request);
    case 'rateLimit': {
      const seconds = struck.rateLimit();
      return seconds === undefined ? sandbox.fetch(request) : statusAnswer(429, String(seconds));
    }
  }
}

type Breaking = Extract<Fault, { kind: 'reset' | 'truncated' | 'garbage' | 'bytes' }>;

async function breakOff(fault: Breaking, struck: Struck): Promise<Response> {
  switch (fault.kind) {
    case 'reset':
      return sendRaw(
        struck,
        fault.at === 'before' ? '' : await beginning(struck, fault.at),
        'reset',
      );
    case 'truncated':
      return sendRaw(struck, await beginning(struck, 'body'), 'end');
    case 'garbage':
      return sendRaw(struck, Buffer.from(gibberish, 'latin1'), 'end');
    case 'bytes':
      return sendRaw(struck, fault.bytes, fault.then);
  }
}

function statusAnswer(status: number, retryAfter: string | undefined): Response {
  const body = [204, 304].includes(status) ? null : JSON.stringify(errorBody(status));
  const headers = retryAfter === undefined ? json : { ...json, 'Retry-After': retryAfter };
  return new Response(body, { status, headers });
}

function sendRaw(
  { outgoing }: Struck,
  bytes: string | Uint8Array,
  then: 'end' | 'reset' | 'hang',
): Response {
  const socket = outgoing.socket as Socket; // still there: nothing was sent
  socket.write(bytes, () => {
    if (then === 'end') {
      socket.destroySoon();
    } else if (then === 'reset') {
      socket.resetAndDestroy();
    }
  });
  return RESPONSE_ALREADY_SENT;
}

/** The true answer as far as into its headers, or to the middle of its body. */
async function beginning({ sandbox, request }: Struck, to: 'headers' | 'body'): Promise<Buffer> {
  const answer = await sandbox.fetch(request);
  const body = Buffer.from(await answer.arrayBuffer());
  const head = `HTTP/1.1 ${answer.status} \r\nContent-Type: ${answer.headers.get('Content-Type') ?? ''}\r\n`;
  return to === 'headers'
    ? Buffer.from(head)
    : Buffer.concat([
        Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`),
        body.subarray(0, Math.floor(body.length / 2)),
      ]);
}

async function drip({ sandbox, request, closed }: Struck, intervalMs: number): Promise<Response> {
  const answer = await sandbox.fetch(request);
  const body = new Uint8Array(await answer.arrayBuffer());
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: async controller => {
      await wait(intervalMs, undefined, { signal: closed }).catch(() => (sent = body.length));
      controller.enqueue(body.subarray(sent, ++sent));
      if (sent >= body.length) {
        controller.close();
      }
    },
  });
  return new Response(stream, { status: answer.status, headers: answer.headers });
}

async function bendAnswer(answer: Response): Promise<Response> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/json')) {
    return answer;
  }
  const body: unknown = await answer.json();
  return Response.json(bend(body), { status: answer.status });
}
