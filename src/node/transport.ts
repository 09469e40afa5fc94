import * as l10n from '@vscode/l10n';
import fetch, { FetchError, type Response } from 'node-fetch';
import { type CircuitError, NetworkError, ProtocolError } from '../circuit/errors';
import {
  createTransport,
  type HttpAnswer,
  type HttpRequest,
  mostBodyBytes,
  tooLarge,
  type Transport,
} from '../circuit/transport';

/**
 * A transport over node-fetch. A GET whose connection was reset is sent once more within the
 * deadline; nothing else is ever repeated.
 */
export function createNodeTransport(options: { requestTimeoutMs?: number } = {}): Transport {
  return createTransport(sendOnceOrTwice, ownError, options.requestTimeoutMs);
}

async function sendOnceOrTwice(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await send(request, signal);
  } catch (error) {
    if (request.method !== 'GET' || signal.aborted || !resets.has(codeOf(error))) {
      throw error;
    }
    return await send(request, signal);
  }
}

async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await fetch(request.url, {
    method: request.method,
    // No keep-alive: a kept connection may be closed just as a PUT or POST is sent, and those are
    // not repeated.
    headers: { ...request.headers, 'Accept-Encoding': 'gzip', Connection: 'close' },
    body: request.body ?? null,
    redirect: 'error',
    size: mostBodyBytes,
    signal,
  });
  const text = await readWhole(response);
  if (response.status === 407) {
    throw proxyRefused();
  }
  return { status: response.status, headers: copyHeaders(response), text };
}

/** Reads every body to its end, since an unread one would keep its connection open. */
async function readWhole(response: Response): Promise<string> {
  const text = await response.text();
  const encoding = response.headers.get('content-encoding') ?? 'identity';
  if (!/^(x-)?gzip$|^identity$/i.test(encoding)) {
    throw unreadable();
  }
  return text;
}

/** The headers without cookies. */
function copyHeaders(response: Response): Headers {
  return new Headers([...response.headers].filter(([name]) => name !== 'set-cookie'));
}

const resets: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function ownError(error: unknown): CircuitError {
  if (error instanceof NetworkError || error instanceof ProtocolError) {
    return error;
  }
  const type = error instanceof FetchError ? error.type : '';
  if (type === 'no-redirect') {
    return new ProtocolError(l10n.t('This server redirects elsewhere, which Circuit never does.'));
  }
  if (type === 'max-size') {
    return tooLarge();
  }
  const code = codeOf(error);
  if (/^(HPE_|Z_)/.test(code)) {
    return unreadable();
  }
  if (/CERT|SELF_SIGNED|^UNABLE_TO_|^HOSTNAME_MISMATCH/.test(code)) {
    return untrusted();
  }
  return new NetworkError(l10n.t("Couldn't reach Circuit."), 'unreachable');
}

function unreadable(): ProtocolError {
  return new ProtocolError(l10n.t("Circuit's response couldn't be read."));
}

function untrusted(): NetworkError {
  return new NetworkError(
    l10n.t(
      "This server's certificate isn't trusted. If your company uses its own certificates, see the http.systemCertificates setting.",
    ),
    'certificate',
  );
}

function proxyRefused(): NetworkError {
  return new NetworkError(
    l10n.t('The proxy requires its own sign-in before it lets requests through to Circuit.'),
    'proxy',
  );
}
