import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPrivateFolder } from '../../src/base/sharedFolder';
import { createCurrentAccount } from '../../src/account/currentAccount';
import { Demo } from '../../src/account/demo';
import { hostKind, writeDiagnostics } from '../../src/account/diagnostics';
import { createHostQuirks, watchTokenAnswers } from '../../src/account/hostQuirks';
import { createTokenRefresh } from '../../src/account/refresh';
import { signInWithBrowser } from '../../src/account/signIn/browserSignIn';
import { completeSignIn } from '../../src/account/signIn/completeSignIn';
import { LoopbackPort } from '../../src/account/signIn/loopback';
import type { Typed } from '../../src/account/signIn/waitBox';
import { createClientSecrets } from '../../src/account/storage/clientSecrets';
import { withDeadline } from '../../src/account/storage/secretStore';
import type { Session } from '../../src/account/storage/session';
import { Sessions } from '../../src/account/storage/sessions';
import { DisposableStore } from '../../src/base/disposables';
import { Emitter } from '../../src/base/event';
import { type CircuitClient, createCircuitClient } from '../../src/circuit/client';
import { exchangeCode, refreshTokens } from '../../src/circuit/oauth/grants';
import { probe } from '../../src/circuit/probe/probe';
import { describeProbe } from '../../src/circuit/probe/report';
import type { Transport } from '../../src/circuit/transport';
import { listenForCallback } from '../../src/node/loopback';
import { createSharedFolder } from '../../src/node/sharedFolder';
import { createNodeTransport } from '../../src/node/transport';
import { createLists } from '../../src/people/lists';
import { addPeople as addToList } from '../../src/people/watch/watchListEdits';
import { createEngine } from '../../src/presence/engine';
import { PresenceStore } from '../../src/presence/store';
import type { FaultKind } from '../../src/sandbox/faults';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { createMemory, SharedSecrets } from './account/support';
import { Canaries } from './canaries';
import { createRecordingLog } from './circuit/support';

const watchedMessage = 'Wombat review until lunch';
const strangerMessage = 'Quokka holidays, not reachable';
const ownMessage = 'Numbat writing in silence';
const place = { locationText: 'Quarry Lane 77', latitude: '47.12345678', longitude: '8.98765432' };

/** Somebody's working day with everything real but VS Code, and every trace that it leaves. */
describe('What must stay private', () => {
  const canaries = new Canaries();
  const log = createRecordingLog();
  const memory = createMemory();
  const secrets = new SharedSecrets();
  const errors: unknown[] = [];
  const files = new Map<string, string>();
  const reports: string[] = [];
  const abort = new AbortController();
  const port = new LoopbackPort(listenForCallback);
  const store = new PresenceStore();
  const granted = new Emitter<void>();
  const quiet = new Emitter<void>();
  let folder: string;
  let server: SandboxServer;
  let session: Session;
  let redirectUri: string;
  let watchedId: string;

  const clientSecrets = createClientSecrets(withDeadline(secrets.window()));
  const readings = createHostQuirks(memory);
  const transport = watchTokenAnswers(watch(createNodeTransport()), readings);
  const sessions = new Sessions(secrets.window(), memory);
  const demo = new Demo(memory, () => import('../../src/sandbox/app'));
  const renewal = createTokenRefresh(transport, clientSecrets, log);
  const grant = {
    get sessionId() {
      return sessions.current?.id;
    },
    onDidChange: granted.event,
  };
  const account = createCurrentAccount(sessions, demo, grant, {
    transport,
    refresh: renewal,
    quirks: readings,
    log,
    folder: () => Promise.resolve(createPrivateFolder()),
  });
  const parts = new DisposableStore();
  const lists = createLists(memory, () => account.account, parts);
  const client = createCircuitClient(() => account.account?.access, log);

  /** Notes the secrets in requests and answers, and tells where people are, as Circuit may. */
  function watch(inner: Transport): Transport {
    return async request => {
      const form = new URLSearchParams(request.body);
      for (const name of ['code', 'code_verifier', 'client_secret', 'refresh_token']) {
        canaries.add(name, form.get(name));
      }
      canaries.add('access_token', request.headers['Authorization']?.replace('Bearer ', ''));
      const answer = await inner(request);
      for (const [, name = '', value] of answer.text.matchAll(
        /"(access_token|refresh_token)":"([^"]+)"/g,
      )) {
        canaries.add(name, value);
      }
      const { locationText, latitude, longitude } = place;
      const where = `"locationText":"${locationText}","latitude":${latitude},"longitude":${longitude},`;
      return { ...answer, text: answer.text.replaceAll('"isOptedOut":', `${where}"isOptedOut":`) };
    };
  }

  async function signIn(): Promise<Session> {
    const { origin, sandbox } = server;
    const app = { origin, clientId: sandbox.clientId, clientSecret: sandbox.clientSecret };
    const ended = await signInWithBrowser({
      app,
      redirectUri: () => Promise.resolve(redirectUri),
      transport,
      signal: abort.signal,
      listen: expected => port.listen(redirectUri, expected),
      openBrowser: page => void consent(page),
      showBox: () => {
        const { promise: typed } = Promise.withResolvers<Typed>();
        return { typed, showBusy: () => undefined, dispose: () => undefined };
      },
      complete: (tokens, clientId) =>
        completeSignIn(sessions, tokens, { origin, transport, clientId }, log, abort.signal),
    });
    assert.ok(ended !== 'otherWay');
    return ended;
  }

  /** Says yes on the consent page, and lets the browser go where it is sent. */
  async function consent(page: URL): Promise<void> {
    canaries.add('state', page.searchParams.get('state'));
    canaries.add('challenge', page.searchParams.get('code_challenge'));
    const body = new URLSearchParams({ decision: 'allow', userId: server.sandbox.me.userId });
    const answer = await fetch(page, { method: 'POST', redirect: 'manual', body });
    const next = new URL(answer.headers.get('location') ?? 'about:blank');
    canaries.add('code', next.searchParams.get('code'));
    next.hostname = '127.0.0.1';
    await (await fetch(next)).text();
  }

  /** Some calls take some faults for an answer. */
  async function keepError(act: Promise<unknown>): Promise<void> {
    await act.catch((error: unknown) => errors.push(error));
  }

  /** A server that sends back all that it was told, and more. */
  function echo(status: number): FaultKind {
    const { accessToken, refreshToken, label } = session;
    const words = [accessToken, refreshToken, label, watchedMessage, server.sandbox.clientSecret];
    const text = words.join(' ');
    return {
      kind: 'answer',
      status,
      headers: { 'Content-Type': 'application/json', 'X-Echo': encodeURIComponent(text) },
      body: JSON.stringify({
        errorCode: text,
        errorDescription: text,
        error: text,
        error_description: text,
      }),
    };
  }

  const calls: ((circuit: CircuitClient) => Promise<unknown>)[] = [
    circuit => circuit.getLabels(),
    circuit => circuit.getPresences([watchedId]),
    circuit => circuit.getProfile(),
    circuit => circuit.getSupportInfo(),
    circuit => circuit.getUserByEmail(session.label),
    circuit => circuit.getUser(session.label),
    circuit => circuit.getPresence(watchedId),
    circuit => circuit.searchUsers('Oliveira'),
    circuit => circuit.listUsers([session.label]),
    circuit => circuit.setPresence({ state: 'BUSY', statusMessage: ownMessage }),
  ];

  async function failInEveryWay(): Promise<void> {
    const faults: FaultKind[] = [
      ...[200, 302, 400, 403, 407, 418, 429, 500].map(echo),
      ...(['before', 'headers', 'body'] as const).map(at => ({ kind: 'reset', at }) as const),
      { kind: 'truncated' },
      { kind: 'garbage' },
      { kind: 'html' },
    ];
    for (const fault of faults) {
      server.setFault(fault);
      await Promise.all(calls.map(call => keepError(call(client))));
      const { clientId, clientSecret } = server.sandbox;
      const app = { origin: server.origin, transport, clientId, clientSecret };
      const { refreshToken = '', scopes } = session;
      const code = { code: 'canary-code-4711', codeVerifier: 'canary-verifier-4711'.repeat(3) };
      await keepError(exchangeCode({ ...app, ...code, redirectUri, requestedScopes: scopes }));
      await keepError(refreshTokens({ ...app, refreshToken, scopes }));
      const access = account.account?.access ?? assert.fail();
      reports.push(describeProbe(await probe(access, { log, mayPut: true })));
    }
    server.setFault({ ...echo(400), path: '/oauth/token' });
    await keepError(signIn());
    server.setFault();
  }

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(path.join(tmpdir(), 'canaries-'));
    redirectUri = `http://localhost:${await findFreePort()}/callback`;
    const redirectOrigins = [new URL(redirectUri).origin];
    server = await serveSandbox({ redirectOrigins, refresh: 'rotating', expiresIn: 3600 });
    const { sandbox, origin } = server;
    const [, watched, stranger] = sandbox.company.people.map(({ user }) => user);
    assert.ok(watched && stranger);
    watchedId = watched.userId;
    sandbox.setPresenceOf(watchedId, { state: 'BUSY', statusMessage: watchedMessage });
    sandbox.setPresenceOf(stranger.userId, { state: 'AWAY', statusMessage: strangerMessage });

    await clientSecrets.set(origin, sandbox.clientSecret);
    sessions.select(origin);
    session = await signIn();
    granted.fire();
    await lists.watchList.edit(watching => addToList(watching, [watched]).watching);
    const engine = createEngine({
      store,
      log,
      client,
      folder: createSharedFolder(folder),
      signedIn: account,
      interest: lists.interest,
      dueTimes: () => [],
      activity: { state: 'focused', onDidChange: quiet.event },
      tell: () => undefined,
    });
    await engine.poller.refresh();
    await engine.ownPresence.set({ state: 'BUSY', statusMessage: ownMessage });
    await Promise.all(calls.map(call => engine.poller.ask(call)));
    await client.getPresence(stranger.userId);
    sandbox.expireTokens();
    await engine.poller.refresh();
    session = sessions.current ?? session;
    const access = account.account?.access ?? assert.fail();
    reports.push(describeProbe(await probe(access, { log, mayPut: true })));
    readdirSync(folder).forEach(file =>
      files.set(file, readFileSync(path.join(folder, file), 'utf8')),
    );
    await failInEveryWay();
    sandbox.revokeTokens();
    await keepError(engine.poller.refresh());
    await keepError(client.getLabels());
    reports.push(diagnostics());
    engine.dispose();
    addPersonalData();
  });

  after(async () => {
    abort.abort();
    port.dispose();
    [account, demo, parts, sessions, store].forEach(each => each.dispose());
    await server.close();
    rmSync(folder, { recursive: true });
  });

  function addPersonalData(): void {
    for (const { user } of server.sandbox.company.people) {
      canaries.add('display name', user.displayName);
      canaries.add('email address', user.emailAddress);
      canaries.add('telephone number', user.phoneNumber);
    }
    [watchedMessage, strangerMessage, ownMessage].forEach(m => canaries.add('status message', m));
    Object.values(place).forEach(value => canaries.add('location', value));
  }

  function diagnostics(): string {
    const { connection } = store;
    return writeDiagnostics({
      extension: '0.1.0',
      vscode: '1.101.0',
      platform: 'linux',
      where: 'this computer',
      host: hostKind(account.account),
      connection: connection.kind,
      lastError: connection.kind === 'offline' ? connection.reason.kind : 'none',
      watched: lists.watchList.watching.people.length,
      groups: lists.watchList.watching.groups.length,
      notices: lists.notices.waiting.length,
      presenceCheckedAgo: 'never',
    });
  }

  it('was there to be found: every kind of secret and every kind of personal data', () => {
    const secretKinds = [
      'access_token',
      'challenge',
      'client_secret',
      'code',
      'code_verifier',
      'refresh_token',
      'state',
    ];
    const personal = [
      'display name',
      'email address',
      'location',
      'status message',
      'telephone number',
    ];
    assert.deepEqual([...canaries.kinds].sort(), [...secretKinds, ...personal].sort());
    const stored = JSON.stringify([...secrets.values]);
    assert.ok(
      ['access_token', 'refresh_token', 'client_secret'].every(k =>
        canaries.foundIn(stored).includes(k),
      ),
    );
  });

  it('would be found raw and in every encoding, wherever it stands', () => {
    const token = session.accessToken;
    const traces = [
      token,
      token.slice(0, 8),
      encodeURIComponent(`x=${token}`),
      Buffer.from(token).toString('hex'),
      ...['', 'u:', 'u', 'Bearer '].flatMap(before => [
        Buffer.from(before + token).toString('base64'),
        Buffer.from(before + token).toString('base64url'),
      ]),
      new Error('outer', { cause: new Error(token) }),
      Object.assign(new Error('fields'), { request: { headers: { authorization: token } } }),
    ];
    for (const trace of traces) {
      assert.ok(canaries.foundIn(trace).includes('access_token'), String(trace));
    }
    assert.deepEqual(canaries.foundIn(new Error('Circuit is not reachable.')), []);
  });

  it('is in no line of the log, at any level', () => {
    assert.ok(log.lines.filter(line => line.startsWith('trace')).length > 100);
    for (const line of log.lines) {
      assert.deepEqual(canaries.foundIn(line), [], line);
    }
  });

  it('is in no error: neither message, stack, cause nor any field', () => {
    assert.ok(errors.length > 150);
    for (const error of errors) {
      assert.ok(error instanceof Error);
      assert.deepEqual(canaries.foundIn(error), [], error.message);
    }
  });

  it('is in nothing that is kept for all windows, but for the names of those one watches', () => {
    const { displayName } = server.sandbox.company.people[1]?.user ?? assert.fail();
    const kept = JSON.stringify([...memory.values.values()]);
    assert.ok(kept.includes(displayName));
    assert.deepEqual(canaries.foundIn(kept.replaceAll(displayName, '')), []);
  });

  it('is in the file of shared rounds only as messages of those one watches and of oneself', () => {
    const text = files.get('rounds-2.json') ?? assert.fail();
    const kept = [...files.keys()].filter(name => !name.includes('.lease.'));
    const sets = kept.filter(name => name.startsWith('sets-1.'));
    assert.deepEqual(kept.length, sets.length + 1);
    for (const name of sets) {
      const found = canaries.foundIn((files.get(name) ?? '').replaceAll(ownMessage, ''));
      assert.deepEqual(found, [], name);
    }
    const { answers, ...rest } = JSON.parse(text) as { answers: Record<string, unknown>[] }; // as sharedText.ts writes it
    const ids = [server.sandbox.me.userId, watchedId].sort();
    assert.deepEqual(answers.map(({ userId }) => userId).sort(), ids);
    const allowed = [
      'at',
      'isOptedOut',
      'message',
      'mobile',
      'setHere',
      'state',
      'until',
      'userId',
    ];
    answers.forEach(answer =>
      assert.deepEqual(
        Object.keys(answer).filter(key => !allowed.includes(key)),
        [],
      ),
    );
    assert.deepEqual(answers.map(({ message }) => message).sort(), [ownMessage, watchedMessage]);
    const others = answers.map(answer => ({ ...answer, message: '' }));
    assert.deepEqual(canaries.foundIn(JSON.stringify({ others, rest })), []);
  });

  it('is in no report that is made to be shown to others, and neither is the host', () => {
    assert.ok(reports.length > 10);
    for (const report of reports) {
      assert.deepEqual(canaries.foundIn(report), [], report);
      assert.ok(!report.includes(new URL(server.origin).host));
    }
  });
});

function findFreePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
