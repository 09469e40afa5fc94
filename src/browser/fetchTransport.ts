import * as l10n from '@vscode/l10n';
import { CircuitError, NetworkError } from '../circuit/errors';
import {
  type HttpAnswer,
  type HttpRequest,
  mostBodyBytes,
  tooLarge,
  type Transport,
  usualTimeoutMs,
  withinDeadline,
} from '../circuit/transport';

/**
 * The transport over the browser's `fetch`. Nothing is repeated: a browser does not say what went
 * wrong. It keeps some headers to itself, such as `Date`, unless the server lets them through.
 */
export function createFetchTransport(options: { requestTimeoutMs?: number } = {}): Transport {
  const timeoutMs = options.requestTimeoutMs ?? usualTimeoutMs;
  return request =>
    withinDeadline(request, timeoutMs, async signal => {
      try {
        return await send(request, signal);
      } catch (error) {
        // Its own message holds the URL with all its secrets.
        throw error instanceof CircuitError ? error : unreachable();
      }
    });
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

/** All that a browser tells of it: it does not say whether the server is down or did not agree. */
function unreachable(): NetworkError {
  return new NetworkError(
    l10n.t("Circuit can't be reached, or doesn't allow requests from browsers."),
    'unreachable',
  );
}
