import assert from 'node:assert/strict';
import { createCircuitClient } from '../../../src/circuit/client';
import type { Transport } from '../../../src/circuit/transport';
import { createSandbox } from '../../../src/sandbox/app';
import { silent, Window } from './shared/windows';

describe('The engine over the sandbox', () => {
  const origin = 'http://localhost';
  let sandbox: ReturnType<typeof createSandbox>;
  let window: Window;

  beforeEach(async () => {
    sandbox = createSandbox();
    const token = sandbox.issueToken();
    const transport: Transport = async ({ method, url, headers, body = null, signal = null }) => {
      const answer = await sandbox.fetch(new Request(url, { method, headers, body, signal }));
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };
    const access = {
      origin,
      transport,
      token: () => Promise.resolve(token),
      arrays: 'repeated',
    } as const;
    const interest = sandbox.company.people.map(({ user }) => user.userId);
    const client = createCircuitClient(() => access, silent);
    window = new Window(client, { interest: [...interest, 'nobody-at-all'] });
    await window.poller.refresh();
  });
  afterEach(() => window.dispose());

  it('knows everybody but the one who does not exist', () => {
    const { userId } = sandbox.me;
    const others = sandbox.company.people.map(({ user }) => window.store.get(user.userId)?.kind);
    assert.ok(others.length >= 40 && others.every(kind => kind === 'known'));
    assert.equal(window.store.get('nobody-at-all')?.kind, 'unknown');
    assert.equal(window.store.ownId, userId);
    assert.equal(sandbox.requests.count('PUT'), 0);
  });

  it('sets Do Not Disturb with a message, ends it with the message kept, and undoes that', async () => {
    const { userId } = sandbox.me;
    const dndUntil = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000;
    const set = await window.own.set({ state: 'DND', dndUntil, statusMessage: 'writing' });
    assert.deepEqual([set?.state, set?.dndUntil, set?.statusMessage], ['DND', dndUntil, 'writing']);
    assert.equal(sandbox.presenceOf(userId).state, 'DND');
    await window.own.set({ state: 'AVAILABLE' });
    assert.equal(sandbox.presenceOf(userId).state, 'AVAILABLE');
    assert.equal(sandbox.presenceOf(userId).statusMessage, 'writing');
    await window.own.undo();
    assert.equal(sandbox.presenceOf(userId).state, 'DND');
    assert.equal(sandbox.requests.count('PUT'), 3);
    assert.deepEqual(window.store.own.cause.kind, 'setHere');
  });

  it('stops when the token is revoked', async () => {
    sandbox.revokeTokens();
    await assert.rejects(window.poller.refresh(), { kind: 'unauthorized' });
    const before = sandbox.requests.count();
    await assert.rejects(window.own.set({ state: 'BUSY' }), { kind: 'unauthorized' });
    assert.equal(sandbox.requests.count(), before);
  });
});
