import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { HttpError, NetworkError } from '../../../src/circuit/errors';
import type { Presence } from '../../../src/circuit/schemas';
import type { PresenceChange } from '../../../src/presence/presenceChange';
import { PresenceStore } from '../../../src/presence/store';
import { createStatusChanger, type StatusParts } from '../../../src/status/change/changeStatus';
import { retryable } from '../../../src/status/retry';
import { settle } from '../../unit/account/support';
import { account, createKeep } from '../../unit/people/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';

describe('A change of the own status', () => {
  let answers: Answers;
  let store: PresenceStore;
  let memory: ReturnType<typeof createKeep>;
  let parts: StatusParts;
  /** What Circuit was asked to set, and how many statuses until an event were let go. */
  let sets: { readonly change: PresenceChange; readonly answer: PromiseWithResolvers<Presence> }[];
  let letGo: number;
  const until = {
    event: { kind: 'dndEnd' },
    isOver: () => false,
    onDidChange: () => ({ dispose() {} }),
  } as const;
  const set = (change: PresenceChange) => {
    const answer = Promise.withResolvers<Presence>();
    sets.push({ change, answer });
    return answer.promise;
  };
  const answer = async (at: number, shown: Partial<Presence>) => {
    sets[at]?.answer.resolve(presence('me', shown));
    await settle();
  };

  beforeEach(() => {
    answers = new Answers();
    store = new PresenceStore();
    store.setConnection({ kind: 'online', me });
    memory = createKeep();
    sets = [];
    letGo = 0;
    parts = {
      ...{ store, memory, account: () => account() },
      ownPresence: { set, lookAhead() {}, undoTarget: () => undefined, undo: () => set({}) },
      arrangements: {
        begin: (_, change) => set(change),
        letGo: async () => {
          letGo++;
          await Promise.resolve();
        },
      },
      endEvents: { current: () => [] },
      poller: { readOwn: () => Promise.reject(new Error('Not here.')) },
      workingHours: () => '',
      zone: {
        isElsewhere: false,
        askOnce: () => Promise.resolve(false),
        choose: () => Promise.resolve(),
      },
    };
  });
  afterEach(() => {
    answers.restore();
    store.dispose();
  });

  it('is told of only where Circuit shows something else, and remembered with its message', async () => {
    const status = createStatusChanger(parts);
    for (const act of [
      () => status.change({ state: 'BUSY', statusMessage: 'in review' }),
      () => status.changeUntil(until, { state: 'BUSY', statusMessage: 'in review' }),
    ]) {
      answers.asked.length = 0;
      memory.values.clear();
      const changing = act();
      await settle();
      await answer(sets.length - 1, { state: 'AWAY', statusMessage: 'in review' });
      await changing;
      assert.deepEqual(answers.asked.length, 1);
      assert.match(answers.asked[0] ?? '', /^Circuit shows Away instead of Busy/);
      assert.match(JSON.stringify([...memory.values]), /in review/);
      const again = act();
      await settle();
      await answer(sets.length - 1, { state: 'BUSY', statusMessage: 'in review' });
      await again;
      assert.equal(answers.asked.length, 1);
    }
  });

  it('that another one followed is neither told of nor remembered', async () => {
    const status = createStatusChanger(parts);
    const change = (to: PresenceChange) => status.change(to);
    const changeUntil = (to: PresenceChange) => status.changeUntil(until, to);
    for (const [act, next] of [
      [change, () => change({ state: 'AVAILABLE' })],
      [changeUntil, () => status.undo()],
      [change, () => status.goBack({ state: 'AVAILABLE' })],
      [change, () => changeUntil({ state: 'AVAILABLE' })],
    ] as const) {
      const at = sets.length;
      const first = act({ state: 'BUSY', statusMessage: 'overtaken' });
      await settle();
      const second = next();
      await settle();
      await answer(at, { state: 'AWAY' });
      await answer(at + 1, { state: 'AVAILABLE' });
      await Promise.all([first, second]);
    }
    assert.deepEqual(answers.asked, []);
    assert.doesNotMatch(JSON.stringify([...memory.values]), /overtaken/);
  });

  it('lets go of one until an event, unless it begins such a one itself', async () => {
    const status = createStatusChanger(parts);
    const acts = [
      () => status.change({ state: 'BUSY' }),
      () => status.goBack({ state: 'BUSY' }),
      () => status.undo(),
      () => status.changeUntil(until, { state: 'BUSY' }),
    ];
    for (const [at, act] of acts.entries()) {
      const acting = act();
      await settle();
      assert.equal(letGo, Math.min(at + 1, 3));
      await answer(at, { state: 'BUSY' });
      await acting;
    }
  });

  it('that fails while Circuit is away says in passing when it is back, once', async () => {
    const { setStatusBarMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string, ms: number) => {
        assert.equal(ms, 10_000);
        said.push(text);
      },
    });
    const fail = (error: Error) =>
      assert.rejects(
        retryable({ store, account: () => account() }, () => Promise.reject(error)),
        UserError,
      );
    const refused = new HttpError('Circuit has a fault.', 500);
    const reason = new NetworkError('gone', 'unreachable');
    const comeBack = () => store.setConnection({ kind: 'online', me });
    try {
      await fail(refused);
      comeBack();
      assert.deepEqual(said, [], 'Circuit was there and refused it.');
      await fail(reason);
      store.setConnection({ kind: 'offline', reason, me });
      store.setConnection({ kind: 'connecting' });
      assert.deepEqual(said, []);
      comeBack();
      assert.equal(said.length, 1);
      store.setConnection({ kind: 'offline', reason, me });
      await fail(refused);
      await fail(refused);
      comeBack();
      assert.equal(said.length, 2);
      store.setConnection({ kind: 'offline', reason, me });
      await fail(reason);
      store.setConnection({ kind: 'signedOut' });
      comeBack();
      assert.equal(said.length, 2, 'Nobody is told of another account.');
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
    }
  });
});
