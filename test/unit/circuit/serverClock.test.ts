import assert from 'node:assert/strict';
import { createCircuitClient } from '../../../src/circuit/client';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { accessTo, createRecordingLog } from './support';

const minuteMs = 60_000;

describe('A computer whose clock is wrong', () => {
  let server: SandboxServer;

  afterEach(() => server.close());

  for (const aheadMinutes of [-10, 10, 90]) {
    it(`sets Do Not Disturb as long as was meant when Circuit is ${aheadMinutes} minutes ahead`, async () => {
      const now = () => Date.now() + aheadMinutes * minuteMs;
      server = await serveSandbox({ now });
      const { me } = server.sandbox;
      const access = accessTo(server);
      const client = createCircuitClient(() => access, createRecordingLog());
      await client.getProfile();

      const dndUntil = Date.now() + 5 * minuteMs;
      const answer = await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
      assert.equal(answer.state, 'DND');
      assert.equal(answer.dndUntil, dndUntil);

      const atCircuit = server.sandbox.presenceOf(me.userId).dndUntil ?? 0;
      assert.ok(Math.abs(atCircuit - dndUntil - aheadMinutes * minuteMs) < 2_000);
      const [read] = await client.getPresences([me.userId]);
      assert.equal(read?.dndUntil, dndUntil);
      assert.equal((await client.getPresence(me.userId))?.dndUntil, dndUntil);
    });
  }

  it('sends what was meant to the millisecond when the clocks differ by less than a minute', async () => {
    server = await serveSandbox({ now: () => Date.now() + 40_000 });
    const access = accessTo(server);
    const client = createCircuitClient(() => access, createRecordingLog());
    await client.getProfile();
    const dndUntil = Date.now() + 5 * minuteMs;
    await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
    assert.equal(server.sandbox.presenceOf(server.sandbox.me.userId).dndUntil, dndUntil);
  });
});
