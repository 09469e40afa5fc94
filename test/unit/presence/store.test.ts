import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/circuit/errors';
import type { PresenceState } from '../../../src/circuit/schemas';
import { PresenceStore } from '../../../src/presence/store';
import { me, presence } from './fakeCircuit';

function signedIn(now: () => number = Date.now) {
  const store = new PresenceStore(now);
  const events: string[][] = [];
  store.setConnection({ kind: 'online', me });
  store.onDidChange(ids => events.push([...ids]));
  return { store, events };
}

function stateOf(store: PresenceStore, id = 'me'): PresenceState | undefined {
  const known = store.get(id);
  return known?.kind === 'known' ? known.presence.state : undefined;
}

describe('The presence store', () => {
  it('tells exactly whose presence changed', () => {
    const { store, events } = signedIn();
    store.applyPoll(store.beginPoll(), [presence('a'), presence('b')], ['gone']);
    store.applyPoll(store.beginPoll(), [presence('a'), presence('b', { mobile: true })], ['gone']);
    store.applyPoll(store.beginPoll(), [presence('a')]);
    assert.deepEqual(events, [['gone', 'a', 'b'], ['b']]);
  });

  for (const change of [
    { state: 'BUSY' },
    { statusMessage: 'hi' },
    { dndUntil: 7 },
    { mobile: true },
    { isOptedOut: true },
  ] as const) {
    it(`calls it a change when ${Object.keys(change).join()} is another`, () => {
      const { store, events } = signedIn();
      store.applyPoll(store.beginPoll(), [presence('a')]);
      store.applyPoll(store.beginPoll(), [presence('a', change)]);
      assert.equal(events.length, 2);
    });
  }

  it('remembers when somebody was checked without calling that a change', () => {
    let now = 1_000;
    const { store, events } = signedIn(() => now);
    store.applyPoll(store.beginPoll(), [presence('me')]);
    now = 31_000;
    store.applyPoll(store.beginPoll(), [presence('me')]);
    assert.equal(store.own.known?.checkedAt, 31_000);
    assert.equal(events.length, 1);
  });

  it('tells that a presence is fresh again after it was old', () => {
    let now = 1_000;
    const { store, events } = signedIn(() => now);
    store.applyPoll(store.beginPoll(), [presence('me'), presence('a')]);
    now += 3_600_000;
    store.applyPoll(store.beginPoll(), [presence('me'), presence('a')]);
    assert.deepEqual(events.at(-1), ['me', 'a']);
  });

  it('tells that Do Not Disturb goes on after its end', () => {
    let now = 1_000;
    const { store, events } = signedIn(() => now);
    const dnd = presence('me', { state: 'DND', dndUntil: 5_000 });
    store.applyPoll(store.beginPoll(), [dnd]);
    now = 6_000;
    store.applyPoll(store.beginPoll(), [dnd]);
    now = 7_000;
    store.applyPoll(store.beginPoll(), [dnd]);
    assert.equal(events.length, 2);
  });

  it('keeps who is unknown apart from who is offline', () => {
    const { store } = signedIn();
    store.applyPoll(store.beginPoll(), [presence('a', { state: 'OFFLINE' })], ['b']);
    assert.equal(stateOf(store, 'a'), 'OFFLINE');
    assert.equal(store.get('b')?.kind, 'unknown');
    assert.equal(store.get('c'), undefined);
  });

  it('ignores polls that are answered out of order', () => {
    const { store } = signedIn(() => 1_000);
    const older = store.beginPoll();
    const newer = store.beginPoll();
    store.applyPoll(newer, [presence('a', { state: 'BUSY' })]);
    store.applyPoll(older, [presence('a', { state: 'AWAY' }), presence('b')]);
    assert.equal(stateOf(store, 'a'), 'BUSY');
    assert.equal(stateOf(store, 'b'), 'AVAILABLE');
  });

  it('ignores what was asked for earlier than what is known, unless the clock was set back', () => {
    let now = 10_000;
    const { store } = signedIn(() => now);
    store.applyPoll(store.beginPoll(), [presence('a', { state: 'BUSY' })], [], 9_000);
    store.applyPoll(store.beginPoll(), [presence('a', { state: 'AWAY' })], [], 8_000);
    assert.equal(stateOf(store, 'a'), 'BUSY');
    now = 5_000;
    store.applyPoll(store.beginPoll(), [presence('a', { state: 'AWAY' })]);
    assert.equal(stateOf(store, 'a'), 'AWAY');
  });

  it('shows an update as pending in the same tick, beside what is known', () => {
    const { store, events } = signedIn();
    store.applyPoll(store.beginPoll(), [presence('me')]);
    store.beginSet({ state: 'BUSY', statusMessage: '' });
    assert.equal(store.own.pending?.state, 'BUSY');
    assert.equal(stateOf(store), 'AVAILABLE');
    assert.deepEqual(events.at(-1), ['me']);
    const told = events.length;
    store.failSet();
    assert.equal(store.own.pending, undefined);
    assert.equal(stateOf(store), 'AVAILABLE');
    assert.deepEqual(events.slice(told), [['me']], 'and who shows it hears that it failed');
  });

  for (const [words, begin] of [
    ['before a set', 0],
    ['during a set', 1],
  ] as const) {
    it(`does not let a poll that began ${words} undo it, but takes in the others`, () => {
      const { store } = signedIn(() => 1_000);
      const before = store.beginPoll();
      store.beginSet({ state: 'BUSY', statusMessage: '' });
      const ticket = begin === 0 ? before : store.beginPoll();
      store.applyPoll(ticket, [presence('me', { state: 'AWAY' }), presence('a')]);
      assert.equal(stateOf(store), undefined);
      store.applySet(presence('me', { state: 'BUSY' }));
      store.applyPoll(ticket, [presence('me', { state: 'AWAY' }), presence('b')]);
      assert.equal(stateOf(store), 'BUSY');
      assert.deepEqual([stateOf(store, 'a'), stateOf(store, 'b')], ['AVAILABLE', 'AVAILABLE']);
    });
  }

  it('believes no poll from the time of a set that failed: it may have been carried out', () => {
    let now = 1_000;
    const { store } = signedIn(() => now);
    store.applyPoll(store.beginPoll(), [presence('me')]);
    const before = store.beginPoll();
    store.beginSet({ state: 'BUSY', statusMessage: '' });
    const during = store.beginPoll();
    now = 2_000;
    store.failSet();
    store.applyPoll(before, [presence('me', { state: 'AWAY' })], [], 2_000);
    store.applyPoll(during, [presence('me', { state: 'AWAY' })], [], 2_000);
    store.applyPoll(store.beginPoll(), [presence('me', { state: 'AWAY' })], [], 1_500);
    assert.equal(stateOf(store), 'AVAILABLE');
    store.applyPoll(store.beginPoll(), [presence('me', { state: 'AWAY' })]);
    assert.equal(stateOf(store), 'AWAY');
  });

  it("does not let another window's older answer undo a set", () => {
    let now = 1_000;
    const { store } = signedIn(() => now);
    store.beginSet({ state: 'BUSY', statusMessage: '' });
    now = 2_000;
    store.applySet(presence('me', { state: 'BUSY' }));
    store.applyPoll(store.beginPoll(), [presence('me')], [], 1_500);
    assert.equal(stateOf(store), 'BUSY');
  });

  it('says why the own presence is what it is', () => {
    let now = 1_000;
    const { store } = signedIn(() => now);
    const poll = (state: PresenceState, dndUntil?: number) => {
      now += 1_000;
      store.applyPoll(store.beginPoll(), [presence('me', { state, dndUntil })]);
      return store.own.cause;
    };
    assert.deepEqual(poll('AVAILABLE'), { kind: 'unknown' });
    assert.deepEqual(poll('BUSY'), { kind: 'elsewhere' });
    store.beginSet({ state: 'DND', dndUntil: 4_500, statusMessage: '' });
    store.applySet(presence('me', { state: 'DND', dndUntil: 4_500 }));
    assert.deepEqual(store.own.cause, { kind: 'setHere', at: 3_000 });
    assert.deepEqual(poll('DND', 4_500), { kind: 'setHere', at: 3_000 });
    assert.deepEqual(poll('AVAILABLE'), { kind: 'unknown' });
    assert.deepEqual(poll('DND', 9_000), { kind: 'elsewhere' });
    assert.deepEqual(poll('AVAILABLE'), { kind: 'elsewhere' });
    poll('DND', 8_500);
    assert.deepEqual(poll('AVAILABLE'), { kind: 'unknown' });
  });

  it('tells of a connection once, and of each failure', () => {
    const store = new PresenceStore();
    const kinds: string[] = [];
    store.onDidChangeConnection(({ kind }) => kinds.push(kind));
    const reason = new NetworkError('unreachable', 'unreachable');
    store.setConnection({ kind: 'signedOut' });
    store.setConnection({ kind: 'connecting' });
    store.setConnection({ kind: 'online', me });
    store.setConnection({ kind: 'online', me });
    store.setConnection({ kind: 'offline', reason, retryAt: 1, me });
    store.setConnection({ kind: 'offline', reason, retryAt: 2, me });
    assert.deepEqual(kinds, ['connecting', 'online', 'offline', 'offline']);
    assert.equal(store.ownId, 'me');
  });

  it('tells of the own presence when it lasts until something else, or windows are cut off', () => {
    const { store, events } = signedIn();
    const until = { kind: 'putBack', event: { kind: 'back' }, at: 1 } as const;
    store.setUntil(until);
    store.setUntil({ ...until });
    store.setAlone(true);
    store.setAlone(true);
    assert.deepEqual(events, [['me'], ['me']]);
    assert.equal(store.own.until, until);
    store.setUntil(undefined);
    store.setAlone(false);
    assert.deepEqual(Object.keys(store.own), ['known', 'pending', 'cause']);
    assert.equal(events.length, 4);
  });

  it('tells nothing of the own presence while nobody is signed in', () => {
    const store = new PresenceStore();
    let count = 0;
    store.onDidChange(() => (count += 1));
    store.setAlone(true);
    assert.equal(count, 0);
  });

  it('tells nobody any more once it is disposed', () => {
    const { store, events } = signedIn();
    store.onDidChangeConnection(() => assert.fail());
    store.dispose();
    store.applyPoll(store.beginPoll(), [presence('a')]);
    store.setConnection({ kind: 'signedOut' });
    assert.deepEqual(events, []);
  });

  it('forgets everybody, also those an older poll still brings', () => {
    const { store, events } = signedIn();
    const ticket = store.beginPoll();
    store.applyPoll(ticket, [presence('a')]);
    store.beginSet({ state: 'BUSY', statusMessage: '' });
    store.clear();
    store.applyPoll(ticket, [presence('a'), presence('me')]);
    assert.equal(store.get('a'), undefined);
    assert.deepEqual(store.own, {
      known: undefined,
      pending: undefined,
      cause: { kind: 'unknown' },
    });
    assert.deepEqual(events.at(-1), ['a']);
  });
});
