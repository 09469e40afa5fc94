import * as l10n from '@vscode/l10n';
import { type CircuitError, NetworkError, ProtocolError } from './errors';

/** One request over HTTP. `body` is form-urlencoded, the only kind Circuit documents. */
export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborted by the caller, for example at sign-out. The transport has its own deadline. */
  readonly signal?: AbortSignal;
}

/** A complete answer: the body was read to its end, within the deadline and the size limit. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends one request and reads the complete answer; never follows redirects. Throws `NetworkError`
 * or `ProtocolError`; if the caller aborted, the signal's reason.
 */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

const usualTimeoutMs = 10_000;
/** How large an answer may be on every platform. */
export const mostBodyBytes = 1024 * 1024;

/**
 * A transport that sends with `send`. One deadline covers connecting, headers and body. `ownError`
 * replaces the library's error entirely: its message contains the URL with all its secrets.
 */
export function createTransport(
  send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>,
  ownError: (error: unknown) => CircuitError,
  timeoutMs = usualTimeoutMs,
): Transport {
  return request =>
    withinDeadline(request, timeoutMs, async signal => {
      try {
        return await send(request, signal);
      } catch (error) {
        throw ownError(error);
      }
    });
}

async function withinDeadline(
  request: HttpRequest,
  timeoutMs: number,
  send: (signal: AbortSignal) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  request.signal?.throwIfAborted();
  const deadline = new AbortController();
  const abort = () => deadline.abort();
  const timer = setTimeout(abort, timeoutMs);
  request.signal?.addEventListener('abort', abort);
  try {
    return await send(deadline.signal);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw deadline.signal.aborted ? timedOut(timeoutMs) : error;
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', abort);
  }
}

function timedOut(timeoutMs: number): NetworkError {
  return new NetworkError(
    l10n.t("Circuit didn't respond within {0} seconds.", timeoutMs / 1000),
    'timeout',
  );
}

/** For an answer beyond `mostBodyBytes`. */
export function tooLarge(): ProtocolError {
  return new ProtocolError(l10n.t('The response is too large to be from Circuit.'));
}
