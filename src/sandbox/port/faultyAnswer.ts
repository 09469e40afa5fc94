import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../app';
import { bend, type Fault } from '../faults';
import { breakOff } from './brokenAnswer';
import type { Struck } from './struck';
import { errorContent } from '../errorAnswer';

const json = { 'Content-Type': 'application/json' };
const portal = '<!doctype html><title>Sign in</title><h1>Welcome to the guest network</h1>';

/** Answers a request according to its fault. */
export async function answerFaultily(fault: Fault, struck: Struck): Promise<Response> {
  const { request, sandbox } = struck;
  switch (fault.kind) {
    case 'latency':
      return wait(fault.ms, await sandbox.fetch(request), { signal: struck.closed });
    case 'late':
      return answerLate(fault, struck);
    case 'hang':
      return RESPONSE_ALREADY_SENT;
    case 'status':
      return statusAnswer(fault.status, fault.retryAfter, struck);
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
    case 'revokedTokens':
      takeBackTokens(fault.kind, sandbox);
      return sandbox.fetch(request);
    case 'rateLimit': {
      const seconds = struck.rateLimit();
      return seconds === undefined
        ? sandbox.fetch(request)
        : statusAnswer(429, String(seconds), struck);
    }
  }
}

function takeBackTokens(kind: 'expiredTokens' | 'revokedTokens', sandbox: Sandbox): void {
  if (kind === 'expiredTokens') {
    sandbox.expireTokens();
  } else {
    sandbox.revokeTokens();
  }
}

async function answerLate(
  { ms, answers }: Extract<Fault, { kind: 'late' }>,
  { request, sandbox, closed }: Struck,
): Promise<Response> {
  await wait(ms, undefined, { signal: closed });
  const answer = await sandbox.fetch(request);
  return answers ? answer : RESPONSE_ALREADY_SENT;
}

function statusAnswer(
  status: number,
  retryAfter: string | undefined,
  { errorsAs }: Struck,
): Response {
  const { type, body } = errorContent(status, errorsAs);
  return new Response([204, 304].includes(status) ? null : body, {
    status,
    headers: { 'Content-Type': type, ...(retryAfter && { 'Retry-After': retryAfter }) },
  });
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
