import assert from 'node:assert/strict';
import type { SandboxServer } from '../../../src/sandbox/server';
import { ask, pluck, put, withSandbox } from './support';

const presence = '/rest/v2/users/presence';

const stateOf = ({ sandbox }: SandboxServer) => sandbox.presenceOf(sandbox.me.userId).state;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}

describe('a late set', () => {
  it('is carried out after its client has gone, and after what was set since', async () => {
    await withSandbox({}, async server => {
      server.setFault({ kind: 'late', ms: 200, answers: true, method: 'PUT', times: 1 });
      const given = new AbortController();
      const away = ask(server, presence, {
        method: 'PUT',
        body: new URLSearchParams({ state: 'AWAY' }),
        signal: given.signal,
      });
      await until(() => server.strikes === 1);
      given.abort();
      await assert.rejects(away, { name: 'AbortError' });
      assert.equal((await put(server, { state: 'BUSY' })).status, 200);
      assert.equal(stateOf(server), 'BUSY');
      await until(() => stateOf(server) === 'AWAY');
      const puts = server.sandbox.requests.entries.filter(({ method }) => method === 'PUT');
      assert.deepEqual(
        puts.map(({ form, status }) => [form['state'], status]),
        [
          ['BUSY', 200],
          ['AWAY', 200],
        ],
      );
    });
  });

  it('is answered once it is carried out, or never', async () => {
    await withSandbox({}, async server => {
      server.setFault({ kind: 'late', ms: 1, answers: true });
      const told = await put(server, { state: 'AWAY' });
      assert.deepEqual([told.status, ...pluck([told.body], 'state')], [200, 'AWAY']);
      server.setFault({ kind: 'late', ms: 1, answers: false });
      const untold = put(server, { state: 'BUSY' });
      await until(() => stateOf(server) === 'BUSY');
      server.setFault();
      assert.equal((await ask(server, presence, { method: 'PUT' })).status, 400);
      await server.close();
      await assert.rejects(untold);
    });
  });

  it('is refused when it is too large, and dropped when the server ends first', async () => {
    await withSandbox({}, async server => {
      server.setFault({ kind: 'late', ms: 60_000, answers: true });
      const large = new Blob(['x'.repeat(70_000)]).stream();
      const { status } = await ask(server, presence, {
        method: 'PUT',
        body: large,
        duplex: 'half',
      } as RequestInit); // `duplex` is missing from the type
      assert.equal(status, 413);
      const dropped = put(server, { state: 'BUSY' });
      await until(() => server.strikes === 1);
      await server.close();
      await assert.rejects(dropped);
      assert.equal(stateOf(server), 'AVAILABLE');
    });
  });
});

describe('an answer that is late', () => {
  it('is of what was done at once', async () => {
    await withSandbox({}, async server => {
      server.setFault({ kind: 'latency', ms: 60_000 });
      const unheard = put(server, { state: 'BUSY' });
      await until(() => stateOf(server) === 'BUSY');
      await server.close();
      await assert.rejects(unheard);
    });
  });
});

describe('a presence that was set', () => {
  it('shows in the answer at once and in reads only after the delay', async () => {
    let now = Date.UTC(2026, 2, 4, 10);
    await withSandbox({ now: () => now, readDelayMs: 3_000 }, async server => {
      const { userId } = server.sandbox.me;
      const read = async () => {
        const one = await ask(server, `/rest/v2/users/${userId}/presence`);
        const batch = await ask(server, `${presence}?userIds=${userId}`);
        assert.deepEqual(batch.body, [one.body]);
        return pluck([one.body], 'state')[0];
      };
      const set = async (state: string) => pluck([(await put(server, { state })).body], 'state')[0];
      assert.equal(await set('BUSY'), 'BUSY');
      assert.equal(await read(), 'AVAILABLE');
      now += 2_000;
      assert.equal(await set('AWAY'), 'AWAY');
      assert.equal(await read(), 'AVAILABLE');
      now += 1_000;
      assert.equal(await read(), 'BUSY');
      now += 1_999;
      assert.equal(await read(), 'BUSY');
      now += 1;
      assert.equal(await read(), 'AWAY');
    });
  });

  it('shows in reads at once when nobody asked for a delay', async () => {
    await withSandbox({}, async server => {
      await put(server, { state: 'BUSY' });
      const { body } = await ask(server, `${presence}?userIds=${server.sandbox.me.userId}`);
      assert.deepEqual(pluck(body, 'state'), ['BUSY']);
    });
  });
});
