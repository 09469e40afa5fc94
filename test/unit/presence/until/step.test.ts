import assert from 'node:assert/strict';
import type { Arrangement } from '../../../../src/presence/until/arrangement';
import { nextStep, type Situation, type Step } from '../../../../src/presence/until/step';
import { hour, minute, second } from '../fakeTime';

const now = Date.UTC(2026, 0, 7, 9);
const before = { state: 'AVAILABLE', statusMessage: '' } as const;
const wait = (until: number): Step => ({ kind: 'wait', until });
const renew: Step = { kind: 'renew' };
const end: Step = { kind: 'end' };
const forget: Step = { kind: 'forget' };

function stepFor(
  changes: Partial<Arrangement> & { readonly dndUntil?: number },
  situation: Partial<Situation> = {},
): Step {
  const { dndUntil = now + 12 * minute, ...rest } = changes;
  const asked = { state: 'DND', dndUntil, statusMessage: '' } as const;
  const event = { kind: 'task', name: 'build' } as const;
  const arrangement = { id: '1', window: 'a', event, asked, before, chosenAt: now, ...rest };
  const plain = { isMine: true, puts: [], isActive: true, activeAt: now };
  return nextStep({ now, ...plain, ...situation, arrangement });
}

describe('A lease', () => {
  it('is forgotten from the moment at which Circuit ends it', () => {
    assert.deepEqual(stepFor({ dndUntil: now }), forget);
    assert.notDeepEqual(stepFor({ dndUntil: now + 1 }), forget);
  });

  it('is renewed with five minutes left, by the window that keeps it', () => {
    assert.deepEqual(stepFor({ dndUntil: now + 5 * minute }), renew);
    assert.deepEqual(stepFor({ dndUntil: now + 5 * minute + 1 }), wait(now + 1));
    const others = stepFor({ dndUntil: now + minute }, { isMine: false });
    assert.deepEqual(others, wait(now + minute));
  });

  it('is set anew at once where it is longer than it can be', () => {
    assert.deepEqual(stepFor({ dndUntil: now + 16 * minute + 1 }), renew);
    assert.deepEqual(stepFor({ dndUntil: now + 16 * minute }), wait(now + 11 * minute));
  });

  it('ends with its task, and 30 seconds after debugging', () => {
    assert.deepEqual(stepFor({}, { overSince: now }), end);
    const debugging = { event: { kind: 'debugging' } } as const;
    const since = now - 30 * second;
    assert.deepEqual(stepFor(debugging, { overSince: since }), end);
    assert.deepEqual(stepFor(debugging, { overSince: since + 1 }), wait(now + 1));
  });

  it('is not renewed while debugging may begin anew', () => {
    const debugging = { event: { kind: 'debugging' } } as const;
    const left = { ...debugging, dndUntil: now + minute };
    assert.deepEqual(stepFor(left, { overSince: now }), wait(now + 30 * second));
    const short = { ...debugging, dndUntil: now + second };
    assert.deepEqual(stepFor(short, { overSince: now }), wait(now + second));
  });

  it('is put back three seconds before four hours are over, and not renewed beyond them', () => {
    const chosenAt = now - 4 * hour + 3 * second;
    assert.deepEqual(stepFor({ chosenAt }), end);
    const later = { chosenAt: chosenAt + minute };
    const latest = later.chosenAt + 4 * hour;
    assert.deepEqual(stepFor({ ...later, dndUntil: latest }), wait(now + minute));
    assert.deepEqual(stepFor({ ...later, dndUntil: latest - 1 }), renew);
  });

  it('is tried again a minute after Circuit did not answer, whichever way the clock was set', () => {
    const due = { dndUntil: now + minute };
    const after = (failedAt: number) => stepFor(due, { failedAt });
    assert.deepEqual(after(now - minute), renew);
    assert.deepEqual(after(now - minute + 1), wait(now + 1));
    assert.deepEqual(after(now + minute - 1), wait(now + 2 * minute - 1));
    assert.deepEqual(after(now + minute), renew);
  });

  it('is renewed six times an hour at most, and ended all the same', () => {
    const due = { dndUntil: now + minute };
    const first = now - hour + 1;
    const puts = [first, ...Array.from({ length: 5 }, (_, index) => now - index * minute)];
    assert.deepEqual(stepFor(due, { puts }), wait(first + hour));
    assert.deepEqual(stepFor(due, { puts: puts.with(0, now - hour) }), renew);
    assert.deepEqual(stepFor(due, { puts: puts.with(0, now + hour) }), renew);
    assert.deepEqual(stepFor(due, { puts, overSince: now }), end);
    const more = [...puts, now];
    assert.deepEqual(stepFor(due, { puts: more, overSince: now }), wait(first + hour));
  });
});

describe('Who is away until they come back', () => {
  const event = { kind: 'back' } as const;
  const afterMs = (sinceMs: number, isActive = true) =>
    stepFor({ event }, { activeAt: now - sinceMs, isActive });

  it('is back after five minutes without anybody in any window', () => {
    assert.deepEqual(afterMs(5 * minute), end);
    assert.deepEqual(afterMs(hour, false), wait(Infinity));
  });

  it('is seen once a minute by the other windows', () => {
    const seen: Step = { kind: 'noteActivity' };
    assert.deepEqual(afterMs(5 * minute - 1), seen);
    assert.deepEqual(afterMs(minute), seen);
    assert.deepEqual(afterMs(minute - 1), wait(now + 1));
    assert.deepEqual(afterMs(0), wait(now + minute));
    assert.deepEqual(afterMs(-1), seen);
  });

  it('is put back seven times an hour at most', () => {
    const puts = Array.from({ length: 7 }, (_, index) => now - index * minute);
    const situation = { activeAt: now - hour, puts };
    assert.deepEqual(stepFor({ event }, situation), wait(now - 6 * minute + hour));
    assert.deepEqual(stepFor({ event }, { ...situation, puts: puts.slice(1) }), end);
  });
});

describe('A message that is cleared when Do Not Disturb ends', () => {
  const event = { kind: 'dndEnd' } as const;
  const endedMsAgo = (ms: number, situation: Partial<Situation> = {}) =>
    stepFor({ event, dndUntil: now - ms }, situation);

  it('is cleared three seconds later, by another window 20 seconds after that', () => {
    assert.deepEqual(endedMsAgo(3 * second), end);
    assert.deepEqual(endedMsAgo(3 * second - 1), wait(now + 1));
    const isMine = false;
    assert.deepEqual(endedMsAgo(23 * second, { isMine }), end);
    assert.deepEqual(endedMsAgo(23 * second - 1, { isMine }), wait(now + 1));
  });

  it('stays when that is more than 15 minutes ago', () => {
    assert.deepEqual(endedMsAgo(15 * minute), end);
    assert.deepEqual(endedMsAgo(15 * minute + 1), forget);
  });

  it('waits a minute after Circuit did not answer', () => {
    assert.deepEqual(endedMsAgo(minute, { failedAt: now }), wait(now + minute));
  });
});
