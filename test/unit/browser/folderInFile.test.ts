import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { createOnceAcrossWindows } from '../../../src/base/onceAcrossWindows';
import { createLease } from '../../../src/base/lease';
import type { SharedFolder } from '../../../src/base/sharedFolder';
import { createFolderInFile, type OneFile } from '../../../src/browser/folderInFile';

const hour = 3_600_000;

/** A browser's storage. Reading and writing take a few milliseconds, and sometimes longer. */
class Storage {
  text: string | undefined;
  isBroken = false;
  private steps = 0;
  private readonly listeners = new Set<() => void>();

  /** The file as one window sees it. */
  file(): OneFile {
    return {
      read: async () => {
        await this.pass();
        return this.isBroken ? undefined : this.text;
      },
      write: async text => {
        await this.pass();
        if (this.isBroken) {
          throw new Error('There is no storage.');
        }
        this.text = text;
        // VS Code passes more than anybody asks for.
        this.listeners.forEach(listener => (listener as (where: object) => void)({ path: '/' }));
      },
      watch: listener => {
        this.listeners.add(listener);
        return { dispose: () => this.listeners.delete(listener) };
      },
    };
  }

  private async pass(): Promise<void> {
    this.steps += 1;
    await new Promise(resolve => setTimeout(resolve, 2 + ((this.steps * 7) % 11)));
  }
}

describe('The folder that windows of a browser share', () => {
  let clock: FakeTimers.Clock;
  let storage: Storage;
  beforeEach(() => {
    clock = FakeTimers.install({ toNotFake: ['queueMicrotask', 'nextTick'] });
    storage = new Storage();
  });
  afterEach(() => clock.uninstall());

  const open = () => createFolderInFile(storage.file());
  /** Lets time pass until the work is done, at most two minutes, and returns its results. */
  async function outcomeOf<T>(...work: Promise<T>[]): Promise<T[]> {
    let outcome: T[] | undefined;
    void Promise.all(work).then(all => (outcome = all));
    for (let passed = 0; outcome === undefined && passed < 120_000; passed += 5) {
      await clock.tickAsync(5);
    }
    assert.ok(outcome, 'It does not end.');
    return outcome;
  }
  const textsIn = async (folder: SharedFolder) => {
    const [names = []] = await outcomeOf<readonly string[]>(folder.names());
    const files = await outcomeOf(...names.map(name => folder.read(name)));
    return Object.fromEntries(names.map((name, at) => [name, files[at]?.text]));
  };

  it('keeps, changes and removes files that other windows see', async () => {
    const [here, there] = [open(), open()];
    await outcomeOf(here.create('one', '1'));
    await outcomeOf(here.write('two', '2'));
    await outcomeOf(there.write('one', 'new'), here.remove('two'), there.remove('none'));
    assert.deepEqual(await textsIn(here), { one: 'new' });
    const [before] = await outcomeOf(here.read('one'));
    await outcomeOf(there.touch('one'), there.touch('none'));
    const [after] = await outcomeOf(here.read('one'));
    assert.ok(after && before && after.changedAt > before.changedAt);
    assert.equal(after.text, 'new');
  });

  it('lets one window of twenty make a file, and tells the others', async () => {
    const made = await outcomeOf(
      ...Array.from({ length: 20 }, (_, at) => open().create('one', `${at}`)),
    );
    assert.equal(made.filter(each => each === 'created').length, 1);
    assert.equal(made.filter(each => each === 'exists').length, 19);
    assert.deepEqual(await textsIn(open()), { one: `${made.indexOf('created')}` });
  });

  it('loses nothing that windows do at the same time', async () => {
    const windows = Array.from({ length: 5 }, open);
    await outcomeOf(
      ...windows.flatMap((folder, at) => [
        folder.write(`${at}`, 'first'),
        folder.write(`${at}`, 'last'),
        folder.write('gone', ''),
      ]),
    );
    await outcomeOf(...windows.map(folder => folder.remove('gone')));
    await clock.tickAsync(5_000);
    const texts = await textsIn(open());
    assert.deepEqual(texts, Object.fromEntries(windows.map((_, at) => [`${at}`, 'last'])));
    assert.equal(clock.countTimers(), 0);
  });

  it('gives one window at a time its turn, and a dead one’s to the next', async () => {
    const leases = Array.from({ length: 8 }, () => createLease(open(), 'x'));
    const turns = await outcomeOf(...leases.map(lease => lease.take()));
    const [held, ...more] = turns.filter(turn => typeof turn !== 'string');
    assert.ok(held);
    assert.equal(more.length, 0);
    await clock.tickAsync(20_000);
    const other = createLease(open(), 'x');
    assert.deepEqual(await outcomeOf(other.take()), ['taken']);
    await outcomeOf(held.end('said'));
    const [next] = await outcomeOf(other.take());
    assert.ok(next !== undefined && typeof next !== 'string');
    assert.equal(next.note, 'said');
    await outcomeOf(next.end());
  });

  it('tells of what other windows change', async () => {
    const changed: unknown[] = [];
    const watching = open().watch(name => changed.push(name));
    await outcomeOf(open().write('one', '1'));
    assert.deepEqual(changed, [undefined]);
    watching.dispose();
    await outcomeOf(open().write('one', '2'));
    assert.deepEqual(changed, [undefined]);
  });

  it('is as good as empty, and says so, where there is no storage', async () => {
    storage.isBroken = true;
    const folder = open();
    assert.deepEqual(await outcomeOf(folder.create('one', '1')), ['failed']);
    await outcomeOf(folder.write('one', '1'), folder.remove('one'), folder.touch('one'));
    assert.deepEqual(await textsIn(folder), {});
    storage.isBroken = false;
    assert.deepEqual(await outcomeOf(folder.create('one', '1')), ['created']);
  });

  for (const text of ['', 'null', '[]', '{', '{"files":{"one":1,"two":{"text":2}},"writes":7}']) {
    it(`is empty where the file holds ${text === '' ? 'nothing' : text}`, async () => {
      storage.text = text;
      const folder = open();
      assert.deepEqual(await textsIn(folder), {});
      await outcomeOf(folder.write('one', '1'));
      assert.deepEqual(await textsIn(folder), { one: '1' });
    });
  }

  it('lets one window tell of something, and forgets that after two days', async () => {
    const windows = Array.from({ length: 5 }, () => createOnceAcrossWindows(open(), 'notice.'));
    const told = await outcomeOf(...windows.map(once => once('a')));
    assert.equal(told.filter(Boolean).length, 1);
    await outcomeOf(open().write('other', 'stays'));
    await clock.tickAsync(49 * hour);
    await outcomeOf(createOnceAcrossWindows(open(), 'notice.')('b'));
    assert.deepEqual(await textsIn(open()), { other: 'stays', 'notice.b': '' });
  });
});
