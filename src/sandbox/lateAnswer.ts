import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { setTimeout as wait } from 'node:timers/promises';
import type { Struck } from './faultyAnswer';
import { readBody } from './form';
import { errorBody, WireError } from './wire';

/** Takes a request in whole and carries it out later, whether or not its client still waits. */
export async function answerLate(
  { ms, answers }: { readonly ms: number; readonly answers: boolean },
  { request, sandbox, closed }: Struck,
): Promise<Response> {
  const taken = await takeIn(request);
  if (taken instanceof Response) {
    return taken;
  }
  await wait(ms, undefined, { signal: closed });
  const answer = await sandbox.fetch(taken);
  return answers ? answer : RESPONSE_ALREADY_SENT;
}

/** A copy that does not need the connection any more, or why the request is refused. */
async function takeIn(request: Request): Promise<Request | Response> {
  try {
    const { url, method, headers } = request;
    const body = await readBody(request);
    return new Request(url, { method, headers, body: body || null });
  } catch (error) {
    if (error instanceof WireError) {
      return Response.json(errorBody(error.status, error.message), { status: error.status });
    }
    throw error;
  }
}
