import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Socket } from 'node:net';
import type { Fault } from '../faults';
import type { Struck } from './struck';

type Breaking = Extract<Fault, { kind: 'reset' | 'truncated' | 'garbage' | 'bytes' }>;

const gibberish = '\u0000\u0001 SSH-2.0 \u00ff\u00fe HTTP/ 2OO 0K\r\n\r\n';

/** Sends an incomplete answer. */
export async function breakOff(fault: Breaking, struck: Struck): Promise<Response> {
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

/** The real answer up to within its headers or the middle of its body. */
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
