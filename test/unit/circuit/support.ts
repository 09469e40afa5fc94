import type { Logger } from '../../../src/base/log';
import type { HttpRequest, Transport } from '../../../src/circuit/transport';
import type { Access } from '../../../src/circuit/types';
import { createNodeTransport } from '../../../src/node/transport';
import type { SandboxServer } from '../../../src/sandbox/server';

export interface RecordingLog extends Logger {
  readonly lines: string[];
}

/** A log that keeps its lines, with their level in front. */
export function createRecordingLog(): RecordingLog {
  const lines: string[] = [];
  const add = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  return {
    lines,
    trace: add('trace'),
    debug: add('debug'),
    info: add('info'),
    warn: add('warn'),
    error: add('error'),
  };
}

/** The sandbox's first person, over HTTP. */
export function accessTo(server: SandboxServer, changes: Partial<Access> = {}): Access {
  const token = server.sandbox.issueToken();
  return {
    origin: server.origin,
    transport: createNodeTransport(),
    token: () => Promise.resolve(token),
    arrays: 'repeated',
    ...changes,
  };
}

/** A transport that keeps what was asked and answers as told. */
export function scripted(answer: (request: HttpRequest, count: number) => Response) {
  const requests: HttpRequest[] = [];
  const transport: Transport = async request => {
    requests.push(request);
    const { status, headers, text } = readable(answer(request, requests.length));
    return { status, headers, text: await text };
  };
  return { requests, transport };
}

function readable(response: Response) {
  return { status: response.status, headers: response.headers, text: response.text() };
}
