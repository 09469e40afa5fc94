import {
  type SandboxServer,
  type SandboxServerOptions,
  serveSandbox,
} from '../../../src/sandbox/server';

/** An answer of the sandbox, read to its end. `body` is `undefined` when it is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** Serves a sandbox for one test and ends it after. */
export async function withSandbox(
  options: SandboxServerOptions,
  test: (server: SandboxServer) => Promise<void>,
): Promise<void> {
  const server = await serveSandbox(options);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

/** Sends a request with a token of the default account, unless `init` brings its own. */
export async function ask(
  server: SandboxServer,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = new Headers(init.headers);
  if (!headers.has('Authorization')) {
    headers.set('Authorization', `Bearer ${server.sandbox.issueToken()}`);
  }
  const response = await fetch(server.origin + path, { redirect: 'manual', ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false;
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body };
}

/** Sets the own presence. */
export function put(server: SandboxServer, form: Record<string, string>): Promise<Answer> {
  return ask(server, '/rest/v2/users/presence', {
    method: 'PUT',
    body: new URLSearchParams(form),
  });
}

/** The names, ids or whatever else stands in a field of each object of a list. */
export function pluck(body: unknown, field: string): unknown[] {
  return (body as Record<string, unknown>[]).map(each => each[field]); // a list, or the test fails
}
