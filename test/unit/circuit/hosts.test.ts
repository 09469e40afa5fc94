import assert from 'node:assert/strict';
import { createHostQuirks } from '../../../src/account/hostQuirks';
import { needsConfirmation } from '../../../src/circuit/origin';
import { createMemory } from '../account/support';

describe('Hosts', () => {
  it('that are not of Circuit itself are confirmed once, this machine excepted', () => {
    for (const host of ['eu.yourcircuit.com', 'na.yourcircuit.com', 'circuitsandbox.net']) {
      assert.equal(needsConfirmation(`https://${host}`), false);
    }
    assert.equal(needsConfirmation('http://127.0.0.1:4000'), false);
    assert.equal(needsConfirmation('https://eu.yourcircuit.com.evil.example'), true);
    assert.equal(needsConfirmation('https://xn--ircuitsandbox-gmg.net'), true);
  });

  it('are remembered each with how they read several ids', async () => {
    const readings = createHostQuirks(createMemory());
    await readings.rememberArrays('https://one.example', 'comma');
    await readings.rememberArrays('https://two.example', 'repeated');
    assert.equal(readings.arraysOf('https://one.example'), 'comma');
    assert.equal(readings.arraysOf('https://two.example'), 'repeated');
    assert.equal(readings.arraysOf('https://three.example'), 'repeated');
  });
});
