/** Which pages of other origins may call the API and read its answers. */
export interface CrossOrigin {
  /** Origins such as `https://vscode.dev`, or `*`; nobody without it. */
  readonly allowOrigins?: readonly string[] | undefined;
  /**
   * Whether `Date` and `Retry-After` are hidden from pages, as on a server that does not expose
   * them.
   */
  readonly hideHeaders?: boolean | undefined;
}

const open = /^\/(rest|oauth\/token)(\/|\?|$)/;

/** Whether a page of this origin may call. The sign-in page is never open to other origins. */
export function mayCross(
  origin: string,
  path: string,
  { allowOrigins = [] }: CrossOrigin,
): boolean {
  return open.test(path) && (allowOrigins.includes('*') || allowOrigins.includes(origin));
}

/** Whether a request is a browser's preflight. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('Access-Control-Request-Method');
}

/** The answer to a preflight, which is neither logged nor affected by faults. */
export function answerPreflight({ headers }: Request): Response {
  const asksForLocal = headers.get('Access-Control-Request-Private-Network') === 'true';
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST, PUT',
      'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type',
      'Access-Control-Max-Age': '600',
      ...(asksForLocal && { 'Access-Control-Allow-Private-Network': 'true' }),
    },
  });
}

/** Adds the headers that let the calling page read the answer. */
export function letCross(answer: Response, { headers, url }: Request, rules: CrossOrigin): void {
  const origin = headers.get('Origin');
  if (origin === null || !mayCross(origin, new URL(url).pathname, rules)) {
    return;
  }
  const forAll = rules.allowOrigins?.includes('*') ?? false;
  answer.headers.set('Access-Control-Allow-Origin', forAll ? '*' : origin);
  answer.headers.append('Vary', 'Origin');
  if (!rules.hideHeaders) {
    answer.headers.set('Access-Control-Expose-Headers', 'Date, Retry-After');
  }
}
