import assert from 'node:assert/strict';
import type { DeniedError } from '../../../../src/account/signIn/callback';
import {
  describeFailure,
  isInvalidScope,
  outcomeOf,
  signInErrorFor,
} from '../../../../src/account/signIn/failure';
import { StorageError } from '../../../../src/account/storage/secretStore';
import { createSession } from '../../../../src/account/storage/session';
import { createSupport } from '../../../../src/account/supportContact';
import { NetworkError } from '../../../../src/circuit/errors';
import { OAuthError } from '../../../../src/circuit/oauth/grants';
import { createNodeTransport } from '../../../../src/node/transport';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { createLog, createMemory, euOrigin, newSession, settle } from '../support';

const hint = ' Support: help@example.com';

describe('A failed sign-in', () => {
  for (const code of [
    'invalid_client',
    'unauthorized_client',
    'invalid_scope',
    'invalid_request',
  ]) {
    it(`names who can help when Circuit answers ${code}`, () => {
      const { sentence, isAppWrong } = describeFailure(new OAuthError(code, 400), hint);
      assert.ok(isAppWrong);
      assert.match(sentence, /(OAuth app|rejected the sign-in).* Support: help@example\.com$/);
    });
  }

  for (const error of [
    new OAuthError('invalid_grant', 400),
    new OAuthError('temporarily_unavailable', 503),
    new NetworkError("Couldn't reach Circuit.", 'unreachable'),
    new StorageError('silent'),
  ]) {
    it(`can be tried again and troubles nobody else: ${error.message}`, () => {
      assert.deepEqual(describeFailure(error, hint), {
        isAppWrong: false,
        sentence: error.message,
      });
    });
  }

  it('never shows words that were not written for people', () => {
    const { sentence } = describeFailure(new Error('token=secret-of-mine'), hint);
    assert.doesNotMatch(sentence, /secret-of-mine/);
  });
});

describe('How the browser ended', () => {
  const denied = (error: DeniedError) => ({ kind: 'denied', error }) as const;
  const lacking = { kind: 'lacking', tokens: { accessToken: 'a', scopes: [] } } as const;

  it('is told in the tab', () => {
    assert.equal(outcomeOf({ kind: 'signedIn', session: createSession(newSession()) }), 'signedIn');
    assert.equal(outcomeOf(denied('access_denied')), 'declined');
    for (const ended of [denied('server_error'), lacking, { kind: 'otherWay' } as const]) {
      assert.equal(outcomeOf(ended), 'failed');
    }
  });

  it('is a scope that does not exist, or something else', () => {
    assert.equal(isInvalidScope(denied('invalid_scope')), true);
    assert.equal(isInvalidScope(denied('access_denied')), false);
    assert.equal(isInvalidScope(lacking), false);
  });

  it('is nothing to be told where the person said no', async () => {
    for (const ended of [denied('access_denied'), lacking]) {
      assert.equal((await signInErrorFor(ended)).name, 'AbortError');
    }
  });

  it('is else an error with its code', async () => {
    const error = await signInErrorFor(denied('unauthorized_client'));
    assert.ok(error instanceof OAuthError);
    assert.deepEqual([error.code, error.status], ['unauthorized_client', 400]);
  });
});

describe('The support contact', () => {
  let circuit: SandboxServer;

  before(async () => {
    circuit = await serveSandbox();
  });
  after(() => circuit.close());

  it('is learned from a sign-in and known afterwards for that host alone', async () => {
    const store = createMemory();
    const kept = Promise.withResolvers<undefined>();
    const memory = {
      get: (key: string) => store.get(key),
      update: async (key: string, value: unknown) => {
        await store.update(key, value);
        kept.resolve(undefined);
      },
    };
    const support = createSupport(createNodeTransport(), memory, createLog());
    const { origin, sandbox } = circuit;
    assert.equal(support.hint(origin), '');
    const session = createSession({ ...newSession(), origin, accessToken: sandbox.issueToken() });
    support.learn(session);
    await kept.promise;
    assert.match(support.hint(origin), /^ Support: \S+@\S+$/);
    assert.equal(support.hint('https://eu.yourcircuit.com'), '');
  });

  const answering = (supportEmailAddress: string) => () => {
    const text = JSON.stringify({ supportEmailAddress });
    return Promise.resolve({ status: 200, headers: new Headers(), text });
  };
  const address = (name: number, host: number) => `${'a'.repeat(name)}@${'b'.repeat(host)}`;
  for (const [told, hint] of [
    [address(64, 190), ` Support: ${address(64, 190)}`],
    [address(65, 9), ''],
    [address(9, 191), ''],
    ['[Help](command:evil)@x.example', ''],
    ['help@x.example and more', ''],
    ['', ''],
  ] as const) {
    it(`is kept if it is an email address: ${told.slice(0, 32)}`, async () => {
      const transport = answering(told);
      const support = createSupport(transport, createMemory(), createLog());
      support.learn(createSession(newSession()));
      await settle();
      assert.equal(support.hint(euOrigin), hint);
    });
  }

  it('that cannot be kept is a line in the log and nothing more', async () => {
    const log = createLog();
    const full = { ...createMemory(), update: () => Promise.reject(new Error('canary')) };
    createSupport(answering('h@x.example'), full, log).learn(createSession(newSession()));
    await settle();
    assert.deepEqual(log.lines.slice(1), ['The support contact is not known.']);
  });

  it('that cannot be had is a line in the log and nothing more', async () => {
    const log = createLog();
    const refused = () => Promise.reject(new NetworkError('canary', 'unreachable'));
    const support = createSupport(refused, createMemory(), log);
    support.learn(createSession(newSession()));
    await settle();
    assert.deepEqual(log.lines.slice(1), ['The support contact is not known.']);
    assert.equal(support.hint(euOrigin), '');
  });
});
