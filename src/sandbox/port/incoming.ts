import type { IncomingMessage, ServerResponse } from 'node:http';
import { limitBytes } from '../form';
import { mayCross, type CrossOrigin } from './crossOrigin';

/**
 * The status to refuse a request with: for other hosts (DNS rebinding), pages of other sites and
 * odd targets.
 */
export function findRefusal(
  { headers, url = '' }: IncomingMessage,
  hosts: readonly string[],
  crossOrigin: CrossOrigin,
): number | undefined {
  if (!hosts.includes(headers.host ?? '')) {
    return 421;
  }
  const { origin, 'content-length': length } = headers;
  const isOwn = origin === undefined || hosts.some(each => origin === `http://${each}`);
  if (!isOwn && !mayCross(origin, url, crossOrigin)) {
    return 403;
  }
  if (!/^\/(?!\/)/.test(url)) {
    return 400;
  }
  return Number(length ?? 0) > limitBytes ? 413 : undefined;
}

const lingerMs = 1_000;
const lingerBytes = 1024 * 1024;

/**
 * Answers without reading the request and ends the connection. Remaining data is discarded for a
 * while: closing at once could reset the connection before the client has read the answer (RFC
 * 9112, section 9.6).
 */
export function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number): void {
  const body = `${status}\n`;
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': body.length };
  outgoing.writeHead(status, { ...headers, Connection: 'close' }).write(body);
  const end = () => void outgoing.end();
  const timer = setTimeout(end, lingerMs);
  outgoing.once('close', () => clearTimeout(timer));
  let left = lingerBytes;
  incoming.on('data', (part: Buffer) => (left -= part.length) < 0 && end());
  incoming.once('end', end);
}

/**
 * A request whose body was read to its end, so that the connection stays usable; undefined if the
 * body is too long. Rejects if the client disconnects first.
 */
export async function readWhole(
  request: Request,
  incoming: IncomingMessage,
): Promise<Request | undefined> {
  const body = await readBody(incoming);
  if (body === undefined) {
    return undefined;
  }
  const { url, method, headers } = request;
  return ['GET', 'HEAD', 'TRACE'].includes(method) // GET and HEAD have no body.
    ? request
    : new Request(url, { method, headers, body: body.length === 0 ? null : body });
}

function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    incoming.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= limitBytes) {
        parts.push(part);
      } else {
        resolve(undefined);
      }
    });
    incoming.once('end', () => resolve(Buffer.concat(parts)));
    incoming.once('close', () => reject(new Error('The client left in the middle of a request.')));
  });
}
