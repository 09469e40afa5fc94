import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import {
  type BrowserSignIn,
  signInWithBrowser,
} from '../../../../src/account/signIn/browserSignIn';
import type { Pasted } from '../../../../src/account/signIn/callback';
import { completeSignIn } from '../../../../src/account/signIn/completeSignIn';
import { type Loopback, LoopbackPort, PageReturn } from '../../../../src/account/signIn/loopback';
import type { Typed } from '../../../../src/account/signIn/waitBox';
import { Sessions } from '../../../../src/account/storage/sessions';
import { CircuitError } from '../../../../src/circuit/errors';
import type { HttpRequest } from '../../../../src/circuit/transport';
import { listenForCallback } from '../../../../src/node/loopback';
import { createNodeTransport } from '../../../../src/node/transport';
import type { SandboxOptions } from '../../../../src/sandbox/app';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { findFreePort } from '../../../ports';
import { createLog, createMemory, SharedSecrets } from '../support';

const scopes = ['READ_USER_PROFILE', 'READ_USER', 'MANAGE_PRESENCE'];

/** What the person does in the browser with the page that was opened. */
type Browse = (page: URL, box: Box) => Promise<unknown>;

interface Box {
  readonly url: URL;
  readonly portTaken: boolean;
  readonly read: (text: string) => Pasted;
  readonly resolve: (typed: Typed) => void;
}

describe('Signing in through the browser', () => {
  let server: SandboxServer;
  let port: LoopbackPort;
  let redirectUri: string;
  let secrets: SharedSecrets;
  let memory: ReturnType<typeof createMemory>;
  let sessions: Sessions;
  let abort: AbortController;
  let sent: HttpRequest[];
  let pages: URL[];
  let boxes: Box[];
  let openBoxes: number;
  /** How many requests were sent when the box showed that it is busy. */
  let busyAfter: number | undefined;
  const log = createLog();
  const canaries = new Set<string>();

  beforeEach(async () => {
    const free = await findFreePort();
    redirectUri = `http://localhost:${free}/callback`;
    port = new LoopbackPort(listenForCallback);
    secrets = new SharedSecrets();
    memory = createMemory();
    sessions = new Sessions(secrets.window(), memory);
    abort = new AbortController();
    sent = [];
    pages = [];
    boxes = [];
    openBoxes = 0;
    busyAfter = undefined;
  });
  afterEach(async () => {
    port.dispose();
    sessions.dispose();
    await server.close();
    assert.equal(openBoxes, 0);
  });

  async function serve(options: SandboxOptions = {}): Promise<void> {
    server = await serveSandbox({ redirectOrigins: [new URL(redirectUri).origin], ...options });
  }

  async function start(browse: Browse, changes: Partial<BrowserSignIn> = {}) {
    const ended = await run(browse, changes);
    assert.ok(ended !== 'otherWay');
    return ended;
  }

  function run(browse: Browse, changes: Partial<BrowserSignIn> = {}) {
    const { origin, sandbox } = server;
    const node = createNodeTransport();
    const transport = (request: HttpRequest) => {
      sent.push(request);
      return node(request);
    };
    sessions.select(origin);
    let box: Box;
    return signInWithBrowser({
      app: { origin, clientId: sandbox.clientId, clientSecret: sandbox.clientSecret },
      redirectUri: () => Promise.resolve(redirectUri),
      transport,
      signal: abort.signal,
      listen: expected => port.listen(redirectUri, expected),
      openBrowser: page => {
        pages.push(page);
        canaries.add(page.searchParams.get('state') ?? '');
        void browse(page, box);
      },
      showBox: o => {
        const { promise: typed, resolve } = Promise.withResolvers<Typed>();
        box = { ...o, resolve };
        boxes.push(box);
        openBoxes++;
        return { typed, showBusy: () => (busyAfter = sent.length), dispose: () => openBoxes-- };
      },
      complete: (tokens, clientId) => {
        canaries.add(tokens.accessToken);
        const source = { origin, transport, clientId };
        return completeSignIn(sessions, tokens, source, log, abort.signal);
      },
      ...changes,
    });
  }

  /** Gives consent and lets the browser go where it is sent. */
  const allow: Browse = async page => await follow(await decide(page, 'allow'));
  const deny: Browse = async page => await follow(await decide(page, 'deny'));

  /** Presses a button of the consent page; gives the address the browser is sent to. */
  async function decide(page: URL, decision: string): Promise<URL> {
    const userId = server.sandbox.me.userId;
    const answer = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision, userId }),
    });
    const next = new URL(answer.headers.get('location') ?? 'about:blank');
    canaries.add(next.searchParams.get('code') ?? 'none');
    return next;
  }

  async function follow(address: URL): Promise<string> {
    address.hostname = '127.0.0.1';
    return await (await fetch(address)).text();
  }

  function pasteToken(box: Box, accessToken: string): Promise<void> {
    box.resolve({ kind: 'token', accessToken });
    return Promise.resolve();
  }

  function cancel(reason?: Error): Promise<void> {
    abort.abort(reason);
    return Promise.resolve();
  }

  const tokenRequests = () => sent.filter(({ url }) => url.pathname === '/oauth/token');

  it('ends with a stored session of the person, bound to the origin it began at', async () => {
    await serve();
    const session = await start(allow);
    assert.equal(session.origin, server.origin);
    assert.equal(session.label, server.sandbox.me.emailAddress);
    assert.equal(session.userId, server.sandbox.me.userId);
    assert.deepEqual(session.scopes, scopes);
    assert.equal(sessions.current, session);
    assert.equal(tokenRequests().length, 1);
    assert.equal(busyAfter, 0);
    assert.ok(sent.every(({ url }) => url.origin === server.origin));
  });

  it('waits until the tab is done with the port where it is needed again, and only there', async () => {
    await serve();
    const closed = Promise.withResolvers<undefined>();
    const listenFor = (callback: Loopback['callback']) => ({
      listen: () =>
        Promise.resolve({
          callback,
          finish: () => closed.promise,
          closed: closed.promise,
          dispose: () => undefined,
        }),
    });
    const back = Promise.withResolvers<{ kind: 'code'; code: string }>();
    const session = await start(async page => {
      const { searchParams } = await decide(page, 'allow');
      back.resolve({ kind: 'code', code: searchParams.get('code') ?? '' });
    }, listenFor(back.promise));
    assert.equal(sessions.current, session);
    const denied = { kind: 'denied', error: 'server_error' } as const;
    let isOver = false;
    const ended = start(() => Promise.resolve(), listenFor(Promise.resolve(denied)))
      .catch(() => undefined)
      .finally(() => (isOver = true));
    await new Promise(resolve => setTimeout(resolve, 20));
    assert.equal(isOver, false);
    closed.resolve(undefined);
    await ended;
  });

  it('works for a public app without a secret, by PKCE', async () => {
    await serve();
    const app = { origin: server.origin, clientId: server.sandbox.publicClientId };
    assert.equal((await start(allow, { app })).clientId, server.sandbox.publicClientId);
  });

  it('works where Circuit ignores PKCE, and never falls back to the plain method', async () => {
    await serve({ pkce: 'ignored' });
    await start(allow);
    assert.equal(pages[0]?.searchParams.get('code_challenge_method'), 'S256');
  });

  it('says in the browser that it worked', async () => {
    await serve();
    let page: Promise<unknown> = Promise.resolve();
    await start((...args) => (page = allow(...args)));
    assert.match(String(await page), /You&#39;re signed in\./);
  });

  it('keeps what was granted when that is less than was asked for', async () => {
    await serve({ appScopes: ['READ_USER_PROFILE', 'MANAGE_PRESENCE'] });
    const session = await start(allow);
    assert.deepEqual(session.scopes, ['READ_USER_PROFILE', 'MANAGE_PRESENCE']);
    assert.equal(pages.length, 1);
  });

  it('asks for the older scope where the app has no newer one', async () => {
    await serve({ appScopes: ['READ_USER_PROFILE', 'READ_USER', 'WRITE_USER_PROFILE'] });
    const session = await start(allow);
    assert.deepEqual(session.scopes, ['READ_USER_PROFILE', 'READ_USER', 'WRITE_USER_PROFILE']);
    assert.deepEqual(
      pages.map(page => page.searchParams.get('scope')),
      [scopes.join(','), 'READ_USER_PROFILE,READ_USER,WRITE_USER_PROFILE'],
    );
  });

  it('keeps the lesser sign-in when the older scope is declined', async () => {
    await serve({ appScopes: ['READ_USER_PROFILE', 'READ_USER'] });
    const session = await start(async (page, box) =>
      (pages.length === 1 ? allow : deny)(page, box),
    );
    assert.deepEqual(session.scopes, ['READ_USER_PROFILE', 'READ_USER']);
  });

  it('asks once more when Circuit does not know a scope', async () => {
    await serve();
    const session = await start(async page => {
      const isFirst = pages.length === 1;
      const back = new URL(redirectUri);
      back.search = `error=invalid_scope&state=${page.searchParams.get('state') ?? ''}`;
      await follow(isFirst ? back : await decide(page, 'allow'));
    });
    assert.ok(session.scopes.includes('WRITE_USER_PROFILE'));
  });

  it('keeps the lesser sign-in when Circuit does not know a scope of the first', async () => {
    await serve({ appScopes: ['READ_USER_PROFILE', 'READ_USER'] });
    const session = await start(async page => {
      const isFirst = pages.length === 1;
      const back = new URL(redirectUri);
      back.search = `error=invalid_scope&state=${page.searchParams.get('state') ?? ''}`;
      await follow(isFirst ? back : await decide(page, 'allow'));
    });
    assert.deepEqual(session.scopes, ['READ_USER_PROFILE', 'READ_USER']);
    assert.equal(sessions.current, session);
  });

  it('ends quietly when it is declined in the browser', async () => {
    await serve();
    // `assert.rejects` would also take the promise of an error.
    const ended = await start(deny).catch((error: unknown) => ({ error }));
    assert.ok('error' in ended && ended.error instanceof DOMException);
    assert.equal(ended.error.name, 'AbortError');
    assert.equal(tokenRequests().length, 0);
    assert.equal(secrets.count('store'), 0);
  });

  it('says in the browser that it was declined, where nothing more is asked', async () => {
    await serve();
    let page: Promise<unknown> = Promise.resolve();
    const denied = start((...args) => (page = deny(...args)));
    await assert.rejects(denied, { name: 'AbortError' });
    assert.match(String(await page), /You declined the sign-in\./);
  });

  it('tells any other refusal in words of its own', async () => {
    await serve();
    const refusal = start(async page => {
      const back = new URL(redirectUri);
      back.searchParams.set('error', 'unauthorized_client');
      back.searchParams.set('error_description', '[Click](command:workbench.action.quit)');
      back.searchParams.set('state', page.searchParams.get('state') ?? '');
      await follow(back);
    });
    await assert.rejects(refusal, error => {
      assert.ok(error instanceof CircuitError);
      assert.ok(!error.message.includes('command:'));
      return 'code' in error && error.code === 'unauthorized_client';
    });
  });

  describe('by a page of VS Code’s own site', () => {
    const site = 'https://vscode.dev';
    let page: PageReturn;
    let attempts: number;
    let way: Pick<BrowserSignIn, 'redirectUri' | 'listen'>;
    beforeEach(() => {
      page = new PageReturn();
      attempts = 0;
      way = {
        redirectUri: () =>
          Promise.resolve(`${site}/callback?vscode-reqid=${++attempts}&vscode-x=y`),
        listen: expected => Promise.resolve(page.listen(expected)),
      };
    });
    const handOn: Browse = async opened => {
      page.arrive((await decide(opened, 'allow')).search);
    };

    it('takes what it hands on, and asks for the token with the same address', async () => {
      await serve({ redirectOrigins: [site] });
      const session = await start(handOn, way);
      assert.equal(session.userId, server.sandbox.me.userId);
      const [request] = tokenRequests();
      const redirect = new URLSearchParams(request?.body).get('redirect_uri');
      assert.equal(redirect, `${site}/callback?vscode-reqid=1&vscode-x=y`);
    });

    it('gets an address of its own for a second scope', async () => {
      const appScopes = ['READ_USER_PROFILE', 'READ_USER', 'WRITE_USER_PROFILE'];
      await serve({ redirectOrigins: [site], appScopes });
      assert.deepEqual((await start(handOn, way)).scopes, appScopes);
      assert.equal(attempts, 2);
    });

    it('ends at a no, and by nothing that is not its own', async () => {
      await serve({ redirectOrigins: [site] });
      const denied = start(async opened => {
        page.arrive('?code=abc12345&state=wrong');
        page.arrive('?error=access_denied');
        page.arrive('');
        page.arrive((await decide(opened, 'deny')).search);
      }, way);
      await assert.rejects(denied, { name: 'AbortError' });
      assert.equal(tokenRequests().length, 0);
    });

    it('hears nothing any more once it is over', async () => {
      const [first, second] = [1, 2].map(at => ({ state: `state-${at}`, origin: site }));
      assert.ok(first && second);
      const old = page.listen(first);
      const current = page.listen(second);
      await old.finish('failed');
      page.arrive('code=abc12345&state=state-1');
      page.arrive('code=abc12345&state=state-2');
      assert.deepEqual(await current.callback, { kind: 'code', code: 'abc12345' });
    });

    it('takes the address of the page by hand, too', async () => {
      await serve({ redirectOrigins: [site] });
      const session = await start(async (opened, box) => {
        const pasted = box.read(String(await decide(opened, 'allow')));
        assert.ok(pasted.kind === 'code');
        box.resolve(pasted);
      }, way);
      assert.ok(session);
    });

    it('is left for the other way when the person says so', async () => {
      await serve({ redirectOrigins: [site] });
      const ended = await run((_, box) => {
        box.resolve({ kind: 'otherWay' });
        return Promise.resolve();
      }, way);
      assert.equal(ended, 'otherWay');
      assert.equal(pages.length, 1);
      assert.equal(secrets.count('store'), 0);
    });
  });

  describe('by pasting', () => {
    const paste = (text: (address: URL) => string): Browse => {
      return async (page, box) => {
        const address = await decide(page, 'allow');
        const pasted = box.read(text(address));
        assert.ok(pasted.kind === 'code');
        box.resolve(pasted);
      };
    };

    it('takes the address', async () => {
      await serve();
      const listen = () => Promise.resolve('none' as const);
      assert.ok(await start(paste(String), { listen }));
    });

    it('takes what stands behind the ?', async () => {
      await serve();
      assert.ok(await start(paste(address => address.searchParams.toString())));
    });

    it('sends no code that came without the state of this sign-in', async () => {
      await serve();
      const signingIn = start(async (page, box) => {
        const address = await decide(page, 'allow');
        const pasted = box.read(address.searchParams.get('code') ?? '');
        assert.equal(pasted.kind, 'bad');
        await cancel();
      });
      await assert.rejects(signingIn, { name: 'AbortError' });
      assert.equal(tokenRequests().length, 0);
    });

    it('goes on when another program has the port, and says so', async () => {
      await serve();
      const squatter = createServer();
      await new Promise<void>(resolve =>
        squatter.listen(Number(new URL(redirectUri).port), '127.0.0.1', resolve),
      );
      await start(paste(String));
      squatter.close();
      assert.equal(boxes[0]?.portTaken, true);
    });

    it('takes an access token that works', async () => {
      await serve();
      const accessToken = server.sandbox.issueToken();
      const session = await start((_, box) => pasteToken(box, accessToken));
      assert.equal(session.accessToken, accessToken);
      assert.equal(session.clientId, undefined);
      assert.equal(session.refreshToken, undefined);
    });

    it('stores no access token that does not work', async () => {
      await serve();
      const wrong = start((_, box) => pasteToken(box, 'wrong-token'));
      await assert.rejects(wrong, /doesn't accept this access token/);
      assert.equal(secrets.count('store'), 0);
    });
  });

  describe('that fails', () => {
    for (const fault of [
      { kind: 'answer', status: 400, body: '{"error":"invalid_grant"}' },
      { kind: 'answer', status: 401, body: '{"error":"invalid_client"}' },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
      { kind: 'html' },
      { kind: 'garbage' },
      { kind: 'wrongShapes' },
      { kind: 'answer', status: 307, headers: { Location: 'http://127.0.0.1:9/' }, body: '' },
      { kind: 'reset', at: 'before' },
    ] as const) {
      it(`gives the code away once and stores nothing: ${JSON.stringify(fault)}`, async () => {
        await serve();
        server.setFault({
          ...fault,
          ...(fault.kind === 'answer' && {
            headers: {
              'Content-Type': 'application/json',
              ...('headers' in fault && fault.headers),
            },
          }),
          path: '/oauth/token',
        });
        await assert.rejects(start(allow), CircuitError);
        assert.equal(tokenRequests().length, 1);
        assert.equal(secrets.count('store'), 0);
      });
    }

    it('at the profile stores nothing', async () => {
      await serve();
      server.setFault({ kind: 'status', status: 503, path: '/rest/v2/users/profile' });
      await assert.rejects(start(allow), CircuitError);
      assert.equal(secrets.count('store'), 0);
    });
  });

  describe('that is cancelled', () => {
    it('while the browser is open ends quietly, and a late Allow meets a page', async () => {
      await serve();
      await assert.rejects(
        start(() => cancel()),
        { name: 'AbortError' },
      );
      const [page] = pages;
      assert.ok(page);
      const address = await decide(page, 'allow');
      assert.match(await follow(address), /This sign-in has ended\./);
      assert.equal(tokenRequests().length, 0);
      assert.equal(secrets.count('store'), 0);
    });

    it('leaves the port to the next sign-in, which ends as any other', async () => {
      await serve();
      await assert.rejects(
        start(() => cancel()),
        { name: 'AbortError' },
      );
      abort = new AbortController();
      const session = await start(allow);
      assert.equal(boxes.at(-1)?.portTaken, false);
      assert.equal(sessions.current, session);
    });

    it('during the exchange stores nothing', async () => {
      await serve();
      server.setFault({ kind: 'hang', path: '/oauth/token' });
      const signingIn = assert.rejects(start(allow), { name: 'AbortError' });
      while (tokenRequests().length === 0) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      abort.abort();
      await signingIn;
      assert.equal(secrets.count('store'), 0);
    });

    it('by a deadline says its reason', async () => {
      await serve();
      const reason = new Error('Five minutes are over.');
      await assert.rejects(
        start(() => cancel(reason)),
        reason,
      );
    });

    it('by a sign-out in the last moment stores nothing', async () => {
      await serve();
      server.setFault({ kind: 'latency', ms: 30, path: '/rest/v2/users/profile' });
      const old = await start(allow);
      const store = secrets.window();
      const signingIn = start(allow, {
        complete: async (tokens, clientId) => {
          const source = { origin: server.origin, transport: createNodeTransport(), clientId };
          const completing = completeSignIn(sessions, tokens, source, log, abort.signal);
          const listener = store.onDidChange(() => {
            listener.dispose();
            void sessions.remove(old.id);
          });
          return await completing;
        },
      });
      await assert.rejects(signingIn, { name: 'AbortError' });
      assert.equal(sessions.current, undefined);
      assert.deepEqual(
        [...secrets.values.keys()].filter(key => key.includes('#')),
        [],
      );
    });
  });

  it('makes state and verifier anew each time, of 256 bits each', async () => {
    await serve();
    await start(allow);
    await start(allow);
    const states = pages.map(page => page.searchParams.get('state') ?? '');
    const challenges = pages.map(page => page.searchParams.get('code_challenge') ?? '');
    assert.equal(new Set([...states, ...challenges]).size, 4);
    [...states, ...challenges].forEach(value => assert.match(value, /^[\w-]{43}$/));
    const verifiers = tokenRequests().map(({ body }) =>
      new URLSearchParams(body).get('code_verifier'),
    );
    verifiers.forEach(verifier => {
      assert.match(verifier ?? '', /^[\w-]{43,128}$/);
      canaries.add(verifier ?? '');
    });
  });

  it('leaves none of its secrets in the log or in what is remembered for all windows', async () => {
    await serve({ refresh: 'rotating', expiresIn: 3600 });
    const session = await start(allow);
    [session.refreshToken ?? '', server.sandbox.clientSecret].forEach(each => canaries.add(each));
    const traces = log.lines.join('\n') + JSON.stringify([...memory.values]);
    canaries.delete('none');
    assert.ok(canaries.size > 10);
    for (const canary of canaries) {
      assert.ok(canary.length >= 8);
      for (const form of [
        canary,
        Buffer.from(canary).toString('base64'),
        Buffer.from(canary).toString('hex'),
      ]) {
        assert.ok(!traces.includes(form.slice(0, 8)), 'a secret is in a trace');
      }
    }
  });
});
