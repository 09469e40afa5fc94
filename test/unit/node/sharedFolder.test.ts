import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createLease } from '../../../src/base/lease';
import { createSharedFolder } from '../../../src/node/sharedFolder';

describe('The folder windows share', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = path.join(fs.mkdtempSync(path.join(tmpdir(), 'shared-')), 'not', 'yet');
    file = path.join(folder, 'file.json');
  });
  afterEach(() => fs.rmSync(path.dirname(path.dirname(folder)), { recursive: true }));

  const textOf = async (name: string) => (await createSharedFolder(folder).read(name))?.text;

  it('gives what was written, to every window, and nothing after it was removed', async () => {
    const [one, other] = [createSharedFolder(folder), createSharedFolder(folder)];
    assert.equal(await one.read('file.json'), undefined);
    await one.write('file.json', 'first');
    await one.write('file.json', 'second');
    assert.equal((await other.read('file.json'))?.text, 'second');
    await other.remove('file.json');
    assert.equal(await one.read('file.json'), undefined);
    await other.remove('file.json');
  });

  it('is for this user only, and holds nothing else', async () => {
    const shared = createSharedFolder(folder);
    await shared.write('file.json', 'x');
    await shared.create('file.1', 'y');
    assert.deepEqual(fs.readdirSync(folder), ['file.1', 'file.json']);
    assert.deepEqual((await shared.names()).toSorted(), ['file.1', 'file.json']);
    if (process.platform !== 'win32') {
      assert.equal(fs.statSync(file).mode & 0o777, 0o600);
      assert.equal(fs.statSync(path.join(folder, 'file.1')).mode & 0o777, 0o600);
    }
    await shared.remove('file.json');
    await shared.remove('file.1');
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('loses with a file what a window left that was killed while it wrote', async () => {
    const shared = createSharedFolder(folder);
    await shared.write('file.json', 'x');
    fs.writeFileSync(`${file}.${crypto.randomUUID()}`, 'people');
    fs.writeFileSync(`${file}.1`, '');
    fs.writeFileSync(path.join(folder, 'another'), '');
    await shared.remove('file.json');
    assert.deepEqual(fs.readdirSync(folder), ['another', 'file.json.1']);
  });

  it('lets one of many windows make a file, with all of its text from the first moment', async () => {
    const text = 'x'.repeat(100_000);
    const seen: (string | undefined)[] = [];
    const outcomes = Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const outcome = await createSharedFolder(folder).create('file.json', `${index} ${text}`);
        seen.push(await textOf('file.json'));
        return outcome;
      }),
    );
    const made = (await outcomes).indexOf('created');
    assert.equal((await outcomes).filter(outcome => outcome === 'created').length, 1);
    assert.equal((await outcomes).filter(outcome => outcome === 'exists').length, 19);
    assert.deepEqual(new Set(seen), new Set([`${made} ${text}`]));
  });

  it('tells when a file was touched, without another text', async () => {
    const shared = createSharedFolder(folder);
    await shared.create('file.json', 'x');
    fs.utimesSync(file, 1, 1);
    assert.deepEqual(await shared.read('file.json'), { kind: 'text', text: 'x', changedAt: 1000 });
    await shared.touch('file.json');
    assert.ok(((await shared.read('file.json'))?.changedAt ?? 0) > 1000);
    await shared.touch('none');
    assert.deepEqual(fs.readdirSync(folder), ['file.json']);
  });

  it('does not read what is no plain file, or too large', async () => {
    const shared = createSharedFolder(folder);
    fs.mkdirSync(file, { recursive: true });
    assert.equal(await textOf('file.json'), undefined);
    await shared.write('file.json', 'x');
    fs.rmSync(file, { recursive: true });
    fs.writeFileSync(file, 'x'.repeat(1024 * 1024 + 1));
    assert.equal(await textOf('file.json'), undefined);
    await shared.write('file.json', 'small');
    assert.equal(await textOf('file.json'), 'small');
  });

  // On Windows only administrators can make links.
  if (process.platform !== 'win32') {
    it('follows no link, neither to read nor to write', async () => {
      const shared = createSharedFolder(folder);
      const elsewhere = path.join(folder, 'elsewhere');
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(elsewhere, 'private');
      fs.symlinkSync(elsewhere, file);
      assert.equal(await textOf('file.json'), undefined);
      assert.equal(await shared.create('file.json', 'mine'), 'exists');
      await shared.write('file.json', 'public');
      assert.equal(await textOf('file.json'), 'public');
      assert.equal(fs.readFileSync(elsewhere, 'utf8'), 'private');
    });
  }

  it('fails quietly where nothing can be made', async () => {
    fs.writeFileSync(path.dirname(folder), 'a file where a folder should be');
    const shared = createSharedFolder(folder);
    await shared.write('file.json', 'x');
    await shared.touch('file.json');
    await shared.remove('file.json');
    assert.deepEqual(await shared.names(), []);
    assert.equal(await shared.read('file.json'), undefined);
    assert.equal(await shared.create('file.json', 'x'), 'failed');
    assert.equal(await createLease(shared, 'any').take(), 'unshared');
    shared.watch(() => undefined).dispose();
  });

  it('tells of changes by another window until that is no longer wanted', async () => {
    const shared = createSharedFolder(folder);
    const told = new EventEmitter();
    const watching = shared.watch(() => told.emit('change'));
    for (const text of ['one', 'two']) {
      const changed = once(told, 'change');
      await createSharedFolder(folder).write('file.json', text);
      await changed;
      await setTimeout(20);
    }
    watching.dispose();
    told.on('change', () => assert.fail('told after the end'));
    await createSharedFolder(folder).write('file.json', 'three');
    await setTimeout(50);
  });

  it('is not looked at any more once nobody wants to be told', () => {
    const watching = createSharedFolder(folder).watch(() => assert.fail('told of nothing'));
    // Node has one watcher for a file, whoever wants to be told: this is the one of `watch`.
    const listener = () => undefined;
    const watcher = fs.watchFile(folder, { persistent: false }, listener);
    assert.equal(watcher.listenerCount('change'), 2);
    watching.dispose();
    assert.equal(watcher.listenerCount('change'), 1);
    fs.unwatchFile(folder, listener);
  });

  it('holds one lease for many windows, which they take one after the other', async () => {
    let holders = 0;
    let turns = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lease = createLease(createSharedFolder(folder), 'x');
        for (let own = 0; own < 3;) {
          const turn = await lease.take();
          if (typeof turn === 'string') {
            await setTimeout(1);
            continue;
          }
          assert.equal(++holders, 1);
          await setTimeout(1);
          assert.ok(await turn.isHeld());
          holders -= 1;
          await turn.end(`${++turns}`);
          own += 1;
        }
      }),
    );
    assert.equal(turns, 24);
    const after = await createLease(createSharedFolder(folder), 'x').take();
    assert.ok(typeof after !== 'string' && after.note === '24');
    await after.end();
    assert.equal(fs.readdirSync(folder).length, 1);
  });
});
