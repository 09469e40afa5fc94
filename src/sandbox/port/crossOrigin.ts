/** Which pages of other origins may call the API and read its answers. */
export interface CrossOrigin {
  /** Origins such as `https://vscode.dev`, or `*`; nobody without it. */
  readonly allowOrigins?: readonly string[] | undefined;
  /** Whether pages are kept from reading `Date` and `Retry-After`, as a server may forget to tell. */
  readonly hideHeaders?: boolean | undefined;
}

const open = /^\/(rest|oauth\/token)(\/|\?|$)/;

/** Whether a page of this origin may. The sign-in page is nobody's to drive: it is never open. */
export function mayCross(
  origin: string,
  path: string,
  { allowOrigins = [] }: CrossOrigin,
): boolean {
  return open.test(path) && (allowOrigins.includes('*') || allowOrigins.includes(origin));
}

/** The browser's question before a request that a plain form could not send. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('Access-Control-Request-Method');
}

/** The answer to it. Not a request to Circuit: it is neither logged nor struck by faults. */
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

/** Tells the browser that the page which asked may read the answer. */
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
