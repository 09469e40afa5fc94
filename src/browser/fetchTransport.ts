import * as l10n from '@vscode/l10n';
import { CircuitError, NetworkError } from '../circuit/errors';
import {
  createTransport,
  type HttpAnswer,
  type HttpRequest,
  mostBodyBytes,
  tooLarge,
  type Transport,
} from '../circuit/transport';

/**
 * A transport over the browser's `fetch`. Nothing is repeated, because a browser doesn't say what went
 * wrong. It hides some headers, such as `Date`, unless the server exposes them.
 */
export function createFetchTransport(options: { requestTimeoutMs?: number } = {}): Transport {
  return createTransport(send, ownError, options.requestTimeoutMs);
}

async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  });
  return { status: response.status, headers: response.headers, text: await readWhole(response) };
}

async function readWhole({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  // Not every browser can iterate over a stream.
  for (const reader = body?.getReader(); reader;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    size += value.byteLength;
    if (size > mostBodyBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** A browser doesn't say whether the server is down or didn't allow the request. */
function ownError(error: unknown): CircuitError {
  return error instanceof CircuitError
    ? error
    : new NetworkError(
        l10n.t("Circuit can't be reached, or doesn't allow requests from browsers."),
        'unreachable',
      );
}
