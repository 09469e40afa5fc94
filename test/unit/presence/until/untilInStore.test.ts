import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { Presence } from '../../../../src/circuit/schemas';
import { PresenceStore } from '../../../../src/presence/store';
import type { Arrangement } from '../../../../src/presence/until/arrangement';
import { UntilInStore } from '../../../../src/presence/until/untilInStore';
import { me, presence } from '../fakeCircuit';
import { hour, minute } from '../fakeTime';

const now = Date.UTC(2026, 0, 7, 9);
const asked = { state: 'DND', dndUntil: now + 15 * minute, statusMessage: 'debugging' } as const;
const kept: Arrangement = {
  id: '1',
  window: 'mine',
  event: { kind: 'debugging' },
  asked,
  shown: { ...asked, at: now },
  before: { state: 'BUSY', statusMessage: '' },
  chosenAt: now,
};

describe('What the own presence lasts until', () => {
  let clock: FakeTimers.Clock;
  let store: PresenceStore;
  let until: UntilInStore;
  beforeEach(() => {
    clock = FakeTimers.install({ now, toFake: ['Date'] });
    store = new PresenceStore();
    store.setConnection({ kind: 'online', me });
    until = new UntilInStore(store, 'mine');
  });
  afterEach(() => clock.uninstall());

  function show(changes: Partial<Presence> = {}, laterMs = 1): void {
    clock.tick(laterMs);
    store.applyPoll(store.beginPoll(), [presence('me', { ...asked, ...changes })]);
  }
  const kind = () => store.own.until?.kind;

  it('is told while Circuit shows what was set, with when it is over', () => {
    show();
    until.tell(kept);
    assert.equal(until.current, kept);
    assert.deepEqual(store.own.until, {
      kind: 'lasting',
      event: kept.event,
      isMine: true,
      leaseEnd: asked.dndUntil,
      latestEnd: now + 4 * hour,
      before: kept.before,
    });
    until.tell({ ...kept, window: 'other' });
    assert.ok(store.own.until.kind === 'lasting' && !store.own.until.isMine);
    until.tell(undefined);
    assert.equal(store.own.until, undefined);
  });

  it('is told of nothing else, but while something is being set', () => {
    until.tell(kept);
    assert.equal(kind(), undefined, 'nothing is known');
    show({ state: 'BUSY' });
    until.tell(kept);
    assert.equal(kind(), undefined);
    store.beginSet(asked);
    until.tell(kept);
    assert.equal(kind(), 'lasting');
  });

  it('is how it ended, for as long as Circuit shows the same', () => {
    for (const outcome of ['putBack', 'leftAlone'] as const) {
      show({ state: 'BUSY' });
      until.noteEnd(kept, outcome);
      until.tell(undefined);
      assert.deepEqual(store.own.until, { kind: outcome, event: kept.event, at: Date.now() });
      show({ state: 'AWAY' });
      until.tell(undefined);
      assert.equal(store.own.until, undefined);
    }
  });

  it('ended without a word where something else was chosen, or once that is forgotten', () => {
    show({ state: 'BUSY' });
    until.noteEnd(kept, 'putBack');
    until.noteEnd(kept, 'chosen');
    until.tell(undefined);
    assert.equal(kind(), undefined);
    until.noteEnd(kept, 'putBack');
    until.forgetEnd();
    until.tell(undefined);
    assert.equal(kind(), undefined);
  });

  it('was changed by hand when Circuit tells something else after it was set', () => {
    const isChanged = (changes: Partial<Arrangement> = {}) =>
      until.isChangedByHand({ ...kept, ...changes });
    assert.equal(isChanged(), false, 'nothing is known');
    show();
    assert.equal(isChanged(), false);
    show({ statusMessage: 'on the phone' });
    assert.equal(isChanged(), true);
    assert.equal(isChanged({ shown: undefined }), false);
    assert.equal(isChanged({ shown: { ...asked, at: Date.now() } }), false, 'that is older');
    assert.equal(isChanged({ shown: { ...asked, at: Date.now() - 1 } }), true);
    assert.equal(isChanged({ window: 'other' }), false, 'that window knows better');
    assert.equal(isChanged({ window: 'other', event: { kind: 'back' } }), true);
    store.beginSet(asked);
    assert.equal(isChanged(), false, 'it is being set');
  });

  it('may be changed by Circuit itself about when Do Not Disturb ends', () => {
    show({ state: 'AVAILABLE', dndUntil: undefined });
    const isChanged = (leftMs: number) => {
      const dndUntil = Date.now() + leftMs;
      const update = { ...asked, dndUntil };
      const shown = { ...update, at: now };
      return until.isChangedByHand({ ...kept, event: { kind: 'dndEnd' }, asked: update, shown });
    };
    assert.equal(isChanged(minute), false);
    assert.equal(isChanged(minute + 1), true);
  });

  it('is known of while somebody is signed in and Circuit answers', () => {
    assert.equal(until.isOnline, true);
    store.setConnection({ kind: 'connecting' });
    assert.equal(until.isOnline, false);
  });
});
