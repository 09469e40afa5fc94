/** Something that goes wrong on purpose, on some or all requests. */
export type Fault = FaultKind & {
  /** Without it any method. */
  readonly method?: string | undefined;
  /** A path as in the documentation, e.g. `/rest/v2/users/{id}`; without it any. */
  readonly path?: string | undefined;
  /** How many requests it strikes; without it all. */
  readonly times?: number | undefined;
};

export type FaultKind =
  /** Carried out at once, and the true answer late. */
  | { readonly kind: 'latency'; readonly ms: number }
  /**
   * Carried out only after `ms`, even when the client has given up by then: a later request may be
   * done first. With `answers: false` nobody is ever told.
   */
  | { readonly kind: 'late'; readonly ms: number; readonly answers: boolean }
  /** Never an answer; the connection stays open. */
  | { readonly kind: 'hang' }
  /** Circuit's error body with any status. `retryAfter` is the header's value as it stands. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  /** Whatever a test needs; `headers` may hold lies. */
  | {
      readonly kind: 'answer';
      readonly status?: number | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly body: string | Uint8Array<ArrayBuffer>;
    }
  /** The connection is reset: before the answer, within its headers or within its body. */
  | { readonly kind: 'reset'; readonly at: 'before' | 'headers' | 'body' }
  /** Half the body that was announced, then the end. */
  | { readonly kind: 'truncated' }
  /** Bytes that are not HTTP. */
  | { readonly kind: 'garbage' }
  /** Exactly these bytes on the wire, then the connection ends, or stays open. */
  | {
      readonly kind: 'bytes';
      readonly bytes: string | Uint8Array;
      readonly then: 'end' | 'reset' | 'hang';
    }
  /** A page for people, as a captive portal sends, with status 200. */
  | { readonly kind: 'html' }
  /** The true answer, its body byte by byte. */
  | { readonly kind: 'drip'; readonly intervalMs: number }
  /** The true answer as valid JSON of other shapes. */
  | { readonly kind: 'wrongShapes' }
  /** All access tokens end, then the request is answered. */
  | { readonly kind: 'expiredTokens' }
  /** All tokens are taken back, refresh tokens too, then the request is answered. */
  | { readonly kind: 'revokedTokens' }
  /** So many requests in each window, then 429 with `Retry-After`. */
  | { readonly kind: 'rateLimit'; readonly requests: number; readonly windowMs: number };

/** Whether a fault strikes a request, by method and path template. */
export function matches(fault: Fault, method: string, template: string | undefined): boolean {
  return (
    (fault.method === undefined || fault.method === method) &&
    (fault.path === undefined || fault.path === template)
  );
}

/** Counts requests in windows of time and says how many seconds to wait once there were too many. */
export function createRateLimit(
  { requests, windowMs }: { requests: number; windowMs: number },
  now: () => number,
): () => number | undefined {
  let start = -Infinity;
  let count = 0;
  return () => {
    if (now() - start >= windowMs) {
      start = now();
      count = 0;
    }
    count++;
    return count > requests ? Math.ceil((start + windowMs - now()) / 1000) : undefined;
  };
}

/** The same JSON with shapes nobody documents: lists with intruders, texts as numbers, no ids. */
export function bend(value: unknown): unknown {
  if (Array.isArray(value)) {
    return [null, 7, 'text', [], ...value.map(bend)];
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([key]) => key !== 'userId');
    return { ...Object.fromEntries(entries.map(([key, each]) => [key, bend(each)])), extra: {} };
  }
  return typeof value === 'string' ? value.length : String(value);
}
