/** One request over HTTP. `body` is form-urlencoded, the only kind Circuit documents. */
export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborted by the caller, e.g. at sign-out. The deadline is the transport's own. */
  readonly signal?: AbortSignal;
}

/** A whole answer: the body was read to its end, within the deadline and the size limit. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends one request and reads the whole answer, redirects never followed. Throws `NetworkError` or
 * `ProtocolError`; when the caller aborted, the signal's own reason.
 */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;
