/** A deliberate fault in some or all answers. */
export type Fault = FaultKind & {
  /** Any method if missing. */
  readonly method?: string | undefined;
  /** A path as in the documentation, such as `/rest/v2/users/{id}`; any if missing. */
  readonly path?: string | undefined;
  /** How many requests are affected; all if missing. */
  readonly times?: number | undefined;
};

export type FaultKind =
  /** Carried out at once, but answered late. */
  | { readonly kind: 'latency'; readonly ms: number }
  /**
   * Carried out only after `ms`, even if the client has given up by then, so a later request may be
   * carried out first. With `answers: false` it is never answered.
   */
  | { readonly kind: 'late'; readonly ms: number; readonly answers: boolean }
  /** Never answered; the connection stays open. */
  | { readonly kind: 'hang' }
  /** Circuit's error body with any status. `retryAfter` is the literal value of the header. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  /** Any answer that a test needs; `headers` may be false. */
  | {
      readonly kind: 'answer';
      readonly status?: number | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly body: string | Uint8Array<ArrayBuffer>;
    }
  /** The connection is reset before the answer, within its headers or within its body. */
  | { readonly kind: 'reset'; readonly at: 'before' | 'headers' | 'body' }
  /** Half the announced body, then the connection ends. */
  | { readonly kind: 'truncated' }
  /** Bytes that are not HTTP. */
  | { readonly kind: 'garbage' }
  /** Exactly these bytes, then the connection ends or stays open. */
  | {
      readonly kind: 'bytes';
      readonly bytes: string | Uint8Array;
      readonly then: 'end' | 'reset' | 'hang';
    }
  /** An HTML page with status 200, as from a captive portal. */
  | { readonly kind: 'html' }
  /** The real answer, sent byte by byte. */
  | { readonly kind: 'drip'; readonly intervalMs: number }
  /** The real answer as valid JSON of the wrong shape. */
  | { readonly kind: 'wrongShapes' }
  /** All access tokens expire, then the request is answered. */
  | { readonly kind: 'expiredTokens' }
  /** All tokens are revoked, including refresh tokens, then the request is answered. */
  | { readonly kind: 'revokedTokens' }
  /** This many requests per time window, then 429 with `Retry-After`. */
  | { readonly kind: 'rateLimit'; readonly requests: number; readonly windowMs: number };

/** Whether a fault affects a request, by method and path template. */
export function matches(fault: Fault, method: string, template: string | undefined): boolean {
  return (
    (fault.method === undefined || fault.method === method) &&
    (fault.path === undefined || fault.path === template)
  );
}

/**
 * Counts requests per time window and returns how many seconds to wait once there were too many.
 */
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

/** The same JSON in undocumented shapes: foreign items in lists, numbers for texts, no ids. */
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
