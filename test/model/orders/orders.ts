import assert from 'node:assert/strict';
import { explore, type StepFault } from '../../unit/presence/model/explore';
import type { PutFault } from '../../unit/presence/model/server';

export const second = 1_000;
const changes = [{ state: 'AWAY' }, { state: 'BUSY' }] as const;
const fewestMoments = 1_000;

/**
 * Plays all orders of two windows with a fault: none ends wrong where Circuit keeps the order of sets,
 * and none without a word where it doesn't.
 */
export async function endRight(fault: StepFault | PutFault, keepsOrder = true): Promise<void> {
  const { wrong, moments } = await explore({ changes, fault, keepsOrder });
  assert.deepEqual(wrong, []);
  assert.ok(moments > fewestMoments, `${moments} moments`);
}
