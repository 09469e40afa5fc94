import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showColleagues } from '../../../src/code/whoCanIAsk/colleaguePick';
import type { Finding } from '../../../src/code/whoCanIAsk/colleagueItems';
import { watchPeople } from '../../../src/people/watch/commands';
import { persons } from '../../unit/people/support';
import { settle } from '../../unit/account/support';
import { presence } from '../../unit/presence/fakeCircuit';
import { fakePicks, type FakePick } from '../fakePick';
import { FakeContext } from './fakeContext';

describe('The people who can be asked', () => {
  const { executeCommand } = vscode.commands;
  let fake: FakeContext;
  let picks: ReturnType<typeof fakePicks>;
  let ran: unknown[][];
  /** What was answered about looking people up. */
  let consents: boolean[];
  let found: PromiseWithResolvers<Finding>;
  let signal: AbortSignal | undefined;
  let showing: Promise<void>;
  let pick: FakePick;

  beforeEach(() => {
    fake = new FakeContext();
    picks = fakePicks();
    ran = [];
    consents = [];
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(void ran.push(args)),
    });
    Object.assign(fake.context.consent, { set: (isGiven: boolean) => consents.push(isGiven) });
    found = Promise.withResolvers();
    const gather = (closed: AbortSignal) => {
      signal = closed;
      return found.promise;
    };
    showing = showColleagues('Title', gather, fake.context);
    const [made] = picks.made;
    assert.ok(made);
    pick = made;
  });
  afterEach(() => {
    picks.restore();
    Object.assign(vscode.commands, { executeCommand });
    fake.dispose();
  });

  const fill = async (...userIds: string[]) => {
    const colleagues = persons(...userIds).map(person => ({ ...person, isOwner: true }));
    found.resolve({ colleagues, measure: 'commits', notes: colleagues.length ? [] : ['Nobody.'] });
    await settle();
  };
  const come = (userId: string, state: 'AVAILABLE' | 'BUSY' | 'OFFLINE') =>
    fake.store.applyPoll(fake.store.beginPoll(), [presence(userId, { state })]);
  const active = () => pick.activeItems.map(({ label }) => label);
  const names = (...of: string[]) => persons(...of).map(({ displayName }) => displayName);

  it('are being looked for until they are there', async () => {
    assert.deepEqual(
      [pick.title, pick.placeholder, pick.busy, pick.isShown],
      ['Title', 'Finding people for this code', true, true],
    );
    await fill('ada');
    assert.deepEqual(
      [pick.placeholder, pick.busy, pick.labels],
      ['Select a person to see what you can do', false, names('ada')],
    );
    assert.deepEqual(fake.interest.ids, ['ada']);
    pick.hide();
    await showing;
    assert.deepEqual([fake.interest.ids, ran], [[], []]);
  });

  it('are given up with the box', async () => {
    assert.equal(signal?.aborted, false);
    pick.hide();
    await showing;
    assert.equal(signal.aborted, true);
    await fill('ada');
    assert.deepEqual(fake.interest.ids, []);
  });

  it('end with what went wrong where they could not be found', async () => {
    found.reject(new Error('A fault.'));
    await assert.rejects(showing, /A fault/);
    assert.ok(!pick.isShown);
  });

  it('lead to what can be done with the one that is chosen', async () => {
    await fill('ada', 'bob');
    pick.choose(names('bob')[0] ?? '');
    await showing;
    assert.deepEqual(ran, [['circuit.person.actions', 'bob']]);
  });

  it('are none to choose where a row only says something', async () => {
    await fill();
    assert.deepEqual([pick.labels, pick.placeholder], [['Nobody.'], undefined]);
    pick.choose('Nobody.');
    await settle();
    assert.ok(pick.isShown);
    pick.hide();
    await showing;
    assert.deepEqual(ran, []);
  });

  it('have buttons that do at once what they say', async () => {
    await fill('ada');
    pick.press(names('ada')[0] ?? '', 'Watch');
    pick.press(names('ada')[0] ?? '', 'Open in Circuit');
    assert.deepEqual(ran, [
      ['circuit.person.watch', 'ada'],
      ['circuit.person.open', 'ada'],
    ]);
    assert.ok(pick.isShown);
    pick.hide();
    await showing;
  });

  it('are no longer asked for in this workspace at a click above them', async () => {
    await fill('ada');
    pick.pressAbove('Turn Off People Lookup in This Workspace');
    await showing;
    assert.deepEqual(consents, [false]);
    assert.ok(!pick.isShown);
  });

  it('follow presence and the watch list; the row that somebody moved to stays theirs', async () => {
    await fill('ada', 'bob');
    const tooltips = (name: string) => pick.row(name).buttons?.map(({ tooltip }) => tooltip);
    const [ada = '', bob = ''] = names('ada', 'bob');
    come('bob', 'AVAILABLE');
    assert.deepEqual([pick.labels, active()], [[bob, ada], [bob]]);
    assert.ok(!tooltips(bob)?.includes('Notify Me When Available…'));
    pick.activeItems = [pick.row(ada)];
    come('ada', 'BUSY');
    assert.deepEqual(active(), [ada]);
    assert.deepEqual(pick.headings, ['Available', 'Busy or Away']);
    await watchPeople(persons('ada'), fake.context.lists.watchList);
    assert.equal(tooltips(ada)?.[0], 'Stop Watching');
    assert.deepEqual(active(), [ada]);
    const { items } = pick;
    come('somebody', 'BUSY');
    assert.equal(pick.items, items, 'Nobody else matters.');
    pick.hide();
    await showing;
    come('ada', 'OFFLINE');
    assert.deepEqual(pick.headings, ['Available', 'Busy or Away']);
  });
});
