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
