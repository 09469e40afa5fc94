import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NetworkError } from '../../../src/circuit/errors';
import { BlameCache } from '../../../src/code/editor/blameCache';
import { OtherAuthorsCache } from '../../../src/code/editor/otherAuthorsCache';
import { Recent } from '../../../src/code/recentPeople';
import { settle } from '../../unit/account/support';
import { contribution, FakeContext, lines, told } from './fakeContext';

const ada = 'ada@company.example';

describe('What git told about code', () => {
  const closing = Object.getOwnPropertyDescriptor(vscode.workspace, 'onDidCloseTextDocument') ?? {};
  const { now } = Date;
  let fake: FakeContext;
  let closed: vscode.EventEmitter<vscode.TextDocument>;

  beforeEach(() => {
    fake = new FakeContext();
    closed = new vscode.EventEmitter();
    Object.defineProperty(vscode.workspace, 'onDidCloseTextDocument', {
      configurable: true,
      value: closed.event,
    });
  });
  afterEach(() => {
    Date.now = now;
    Object.defineProperty(vscode.workspace, 'onDidCloseTextDocument', closing);
    fake.dispose();
  });

  const document = (name: string, version = 1) =>
    ({ uri: vscode.Uri.file(`/${name}`), version }) as vscode.TextDocument; // all that is read of it
  const later = (ms: number) => {
    Date.now = () => now() + ms;
  };
  /** Git answers when a test says so, or when the question is given up. */
  const wait = () => {
    fake.answer = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
  };

  describe('the authors of lines', () => {
    let cache: BlameCache;
    beforeEach(() => {
      cache = new BlameCache(fake.context.git);
      fake.answer = () => told([lines(ada, 1, 3)]);
    });
    afterEach(() => cache.dispose());
    const count = () => fake.asked.length;

    it('is asked for once for each version of a document, and anew after five minutes', async () => {
      assert.deepEqual(await cache.linesOf(document('a')), await cache.linesOf(document('a')));
      assert.equal(count(), 1);
      await cache.linesOf(document('b'));
      await cache.linesOf(document('a', 2));
      assert.equal(count(), 3);
      const at = now();
      const stopAt = (ms: number) => {
        Date.now = () => at + ms;
      };
      stopAt(0);
      await cache.linesOf(document('a', 3));
      assert.equal(count(), 4);
      stopAt(5 * 60_000 - 1);
      await cache.linesOf(document('a', 3));
      assert.equal(count(), 4);
      stopAt(5 * 60_000);
      await cache.linesOf(document('a', 3));
      assert.equal(count(), 5);
    });

    it('is given up for a version that is gone, a document that is closed, and at the end', async () => {
      wait();
      const [first, second, other] = [
        cache.linesOf(document('a')),
        cache.linesOf(document('a', 2)),
        cache.linesOf(document('b')),
      ];
      const given = () => fake.asked.map(({ signal }) => signal.aborted);
      assert.deepEqual(given(), [true, false, false]);
      closed.fire(document('a'));
      assert.deepEqual(given(), [true, true, false]);
      cache.dispose();
      assert.deepEqual(given(), [true, true, true]);
      assert.deepEqual(await Promise.all([first, second, other]), [[], [], []]);
    });

    it('is kept of the eight latest documents', async () => {
      for (let at = 0; at < 9; at++) {
        await cache.linesOf(document(`${at}`));
      }
      for (let at = 8; at > 0; at--) {
        await cache.linesOf(document(`${at}`));
      }
      assert.equal(count(), 9);
      await cache.linesOf(document('0'));
      assert.equal(count(), 10);
    });

    it('is nothing where git tells nothing, for which help is offered in passing', async () => {
      fake.answer = () => ({ kind: 'untold', why: 'noHelper' });
      assert.deepEqual(await cache.linesOf(document('a')), []);
      assert.deepEqual(fake.reaches, ['seen']);
      fake.answer = () => told([]);
      await cache.linesOf(document('b'));
      assert.deepEqual(fake.reaches, ['seen']);
    });

    it('fails where the question itself does', async () => {
      fake.answer = () => Promise.reject(new Error('A fault.'));
      await assert.rejects(cache.linesOf(document('a')), /A fault/);
    });
  });

  describe('the other authors of conflicts', () => {
    let cache: OtherAuthorsCache;
    let changes: number;
    const conflicts = [{ start: 1, end: 5 }] as never; // only whether there are any matters
    beforeEach(() => {
      changes = 0;
      cache = new OtherAuthorsCache(fake.context);
      cache.onDidChange(() => changes++);
      fake.answer = () => ({
        kind: 'told',
        told: [
          { name: 'Ada', emailAddress: ada },
          null,
          { name: 'E', emailAddress: 'e@x.example' },
        ],
      });
    });
    afterEach(() => cache.dispose());

    it('are found in the background, once for each version, and only where there are any', async () => {
      assert.ok(cache.isEmpty);
      assert.deepEqual(cache.addressesOf(document('a'), []), []);
      assert.ok(cache.isEmpty);
      const answered = Promise.withResolvers<undefined>();
      fake.beforeLookUp = answered.promise;
      assert.deepEqual(cache.addressesOf(document('a'), conflicts), []);
      await settle();
      assert.deepEqual([fake.lookedUp, changes], [[ada], 0]);
      answered.resolve(undefined);
      await settle();
      assert.equal(changes, 1);
      assert.deepEqual(cache.addressesOf(document('a'), conflicts), [ada, undefined, undefined]);
      assert.deepEqual(fake.lookedUp, [ada]);
      assert.equal(fake.asked.length, 1);
      cache.addressesOf(document('a', 2), conflicts);
      assert.equal(fake.asked.length, 2);
      assert.ok(!cache.isEmpty);
    });

    it('are given up when the document changes or closes, and nothing is told then', async () => {
      wait();
      cache.addressesOf(document('a'), conflicts);
      cache.addressesOf(document('a', 2), conflicts);
      cache.addressesOf(document('b'), conflicts);
      const given = () => fake.asked.map(({ signal }) => signal.aborted);
      assert.deepEqual(given(), [true, false, false]);
      closed.fire(document('a'));
      assert.deepEqual(given(), [true, true, false]);
      cache.dispose();
      assert.deepEqual(given(), [true, true, true]);
      await settle();
      assert.equal(changes, 0);
    });

    it('are nobody where git tells nothing, for which help is offered in passing', async () => {
      fake.answer = () => ({ kind: 'untold', why: 'noHelper' });
      cache.addressesOf(document('a'), conflicts);
      await settle();
      assert.deepEqual(cache.addressesOf(document('a'), conflicts), []);
      assert.deepEqual([fake.reaches, fake.lookedUp], [['seen'], []]);
    });
  });

  describe('who worked on it lately', () => {
    const folder = vscode.Uri.file('/repository');
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders') ?? {};
    let recent: Recent;
    let changes: number;
    beforeEach(() => {
      changes = 0;
      recent = new Recent(fake.context);
      recent.onDidChange(() => changes++);
      Object.defineProperty(vscode.workspace, 'workspaceFolders', {
        configurable: true,
        get: () => [{ uri: folder, index: 0, name: 'repository' }],
      });
      fake.answer = ({ question }) =>
        question === 'root' ? { kind: 'told', told: folder } : told([contribution(ada)]);
    });
    afterEach(() => {
      recent.dispose();
      Object.defineProperty(vscode.workspace, 'workspaceFolders', folders);
    });

    it('is what the last 90 days say, and is old after ten minutes', async () => {
      assert.ok(recent.isStale);
      await recent.load();
      assert.deepEqual([recent.ids, changes, recent.isStale], [['ada'], 1, false]);
      assert.equal(fake.asked.find(({ question }) => question === 'authors')?.about.sinceDays, 90);
      later(9 * 60_000);
      assert.ok(!recent.isStale);
      later(11 * 60_000);
      assert.ok(recent.isStale);
      recent.clear();
      assert.deepEqual([recent.ids, recent.finding.notes, changes], [[], [], 2]);
      Date.now = now;
      assert.ok(recent.isStale);
    });

    it('is of the latest search alone', async () => {
      const { answer } = fake;
      wait();
      const first = recent.load();
      await settle();
      fake.answer = answer;
      await recent.load();
      await first;
      assert.deepEqual([recent.ids, changes], [['ada'], 1]);
    });

    it('is told with what Circuit did not answer, and fails with a fault of our own', async () => {
      fake.lookUpFault = new NetworkError("Couldn't reach Circuit.", 'unreachable');
      await recent.load();
      assert.deepEqual([recent.ids, recent.finding.notes], [[], ["Couldn't reach Circuit."]]);
      fake.lookUpFault = new TypeError('A fault.');
      await assert.rejects(recent.load(), TypeError);
    });

    it('is nobody, with the reason, where git tells nothing', async () => {
      fake.answer = () => ({ kind: 'untold', why: 'noGit' });
      await recent.load();
      const [why, nobody] = recent.finding.notes;
      assert.match(why ?? '', /^Git isn't used/);
      assert.equal(nobody, 'No authors or owners were found.');
      assert.deepEqual(fake.reaches, ['seen']);
    });
  });
});
