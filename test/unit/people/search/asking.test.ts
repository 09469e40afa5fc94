import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { type CircuitClient, createCircuitClient } from '../../../../src/circuit/client';
import { NetworkError } from '../../../../src/circuit/errors';
import type { User } from '../../../../src/circuit/schemas';
import { Directory, type RequestForUser } from '../../../../src/people/directory';
import { findPeople } from '../../../../src/people/search/findPeople';
import {
  createSearchSession,
  type SearchState,
  typingPauseMs,
} from '../../../../src/people/search/searchSession';
import { Labels } from '../../../../src/people/views/labels';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { accessTo, createRecordingLog } from '../../circuit/support';
import { user } from '../support';

describe('asking Circuit about people', () => {
  let server: SandboxServer;
  let client: CircuitClient;
  const ask: RequestForUser = request => request(client, new AbortController().signal);
  const count = (path: string) => server.sandbox.requests.count('GET', `/rest/v2/users${path}`);

  before(async () => {
    server = await serveSandbox();
    const access = accessTo(server);
    client = createCircuitClient(() => access, createRecordingLog());
  });
  beforeEach(() => server.sandbox.requests.clear());
  after(() => server.close());

  const person = () => {
    const found = server.sandbox.company.people.find(each => each.user.emailAddresses?.length);
    assert.ok(found?.user.emailAddresses?.[0]);
    return { ...found.user, secondary: found.user.emailAddresses[0].address };
  };
  const find = (term: string) => findPeople(client, term, new AbortController().signal);

  it('finds somebody by id, address, secondary address and a part of the name', async () => {
    const { userId, emailAddress, secondary, lastName } = person();
    for (const term of [userId, emailAddress, secondary, lastName]) {
      const found = await find(term);
      assert.ok(
        found.some(each => each.userId === userId),
        term,
      );
    }
  });

  it('finds nobody without an error', async () => {
    for (const term of [
      'no such name',
      'nobody@x.example',
      '00000000-0000-4000-8000-000000000000',
    ]) {
      assert.deepEqual(await find(term), [], term);
    }
  });

  it('remembers people, and asks once when two want to know at the same time', async () => {
    const { userId, displayName } = person();
    const directory = new Directory(ask);
    const [one, other] = await Promise.all([directory.find(userId), directory.find(userId)]);
    assert.equal(one, other);
    assert.equal(one?.displayName, displayName);
    await directory.find(userId);
    assert.equal(count('/{id}'), 1);
    directory.clear();
    await directory.find(userId);
    assert.equal(count('/{id}'), 2);
  });

  it('does not remember for the next account what the last one asked', async () => {
    const { userId } = person();
    const directory = new Directory(ask);
    const asked = directory.find(userId);
    directory.clear();
    await asked;
    assert.equal(directory.get(userId), undefined);
  });

  it('does not remember without end', () => {
    const directory = new Directory(ask);
    directory.learn(Array.from({ length: 1_500 }, (_, at) => user(`p${at}`)));
    assert.equal(directory.get('p0'), undefined);
    assert.ok(directory.get('p1499'));
    assert.ok(directory.get('p500'));
  });

  it('asks for labels once, and anew on request', async () => {
    const labels = new Labels(ask);
    assert.deepEqual(labels.state, { kind: 'notAsked', labels: [] });
    await labels.load();
    await labels.load();
    assert.equal(count('/labels'), 1);
    assert.equal(labels.state.kind, 'known');
    assert.deepEqual(
      labels.state.labels.map(({ value }) => value),
      server.sandbox.company.labels.map(({ value }) => value),
    );
    await labels.refresh();
    assert.equal(count('/labels'), 2);
  });

  it('keeps the labels that were known when Circuit fails, and asks again later', async () => {
    let isDown = false;
    const labels = new Labels(request =>
      isDown ? Promise.reject(new NetworkError('Out of reach.', 'unreachable')) : ask(request),
    );
    await labels.load();
    const { length } = labels.state.labels;
    isDown = true;
    await labels.refresh();
    assert.equal(labels.state.kind === 'failed' && labels.state.reason, 'Out of reach.');
    assert.equal(labels.state.labels.length, length);
    isDown = false;
    await labels.load();
    assert.equal(labels.state.kind, 'known');
  });

  it('drops labels that arrive after the account changed', async () => {
    const labels = new Labels(ask);
    const asked = labels.load();
    labels.clear();
    await asked;
    assert.deepEqual(labels.state, { kind: 'notAsked', labels: [] });
  });
});

describe('searching while somebody types', () => {
  let clock: Clock;
  let states: SearchState[];
  let questions: {
    term: string;
    signal: AbortSignal;
    answer: (users: User[]) => void;
    fail: (error: Error) => void;
  }[];
  const start = () =>
    createSearchSession(
      (term, signal) =>
        new Promise((answer, fail) => questions.push({ term, signal, answer, fail })),
      state => states.push(state),
    );

  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    states = [];
    questions = [];
  });
  afterEach(() => clock.uninstall());

  it('asks when the typing pauses, and once', () => {
    const session = start();
    for (const text of ['a', 'ad', 'ada ']) {
      session.type(text);
      clock.tick(typingPauseMs - 1);
    }
    assert.deepEqual(questions, []);
    clock.tick(1);
    assert.deepEqual(
      questions.map(({ term }) => term),
      ['ada'],
    );
  });

  it('drops the answer to an earlier question and tells Circuit not to go on with it', async () => {
    const session = start();
    session.type('first');
    clock.tick(typingPauseMs);
    session.type('second');
    clock.tick(typingPauseMs);
    const [first, second] = questions;
    assert.ok(first && second);
    assert.equal(first.signal.aborted, true);
    second.answer([user('b')]);
    first.answer([user('a')]);
    await clock.tickAsync(0);
    const found = states.filter(state => state.kind === 'found');
    assert.deepEqual(
      found.map(({ term }) => term),
      ['second'],
    );
  });

  it('says what went wrong, but not about a question nobody asks any more', async () => {
    const session = start();
    session.type('x');
    clock.tick(typingPauseMs);
    session.type('y');
    questions[0]?.fail(new Error('old'));
    clock.tick(typingPauseMs);
    questions[1]?.fail(new Error('now'));
    await clock.tickAsync(0);
    const failed = states.filter(state => state.kind === 'failed');
    assert.deepEqual(
      failed.map(({ term }) => term),
      ['y'],
    );
  });

  it('asks nothing for an empty box, and nothing after it is closed', () => {
    const session = start();
    session.type('x');
    session.type('  ');
    assert.deepEqual(states.at(-1), { kind: 'idle' });
    session.type('y');
    session.dispose();
    clock.runAll();
    assert.deepEqual(questions, []);
  });
});
