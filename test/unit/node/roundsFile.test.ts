import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createRoundsFile } from '../../../src/node/roundsFile';

describe('The files of shared rounds', () => {
  let folder: string;
  let answers: string;
  let claim: string;

  beforeEach(() => {
    folder = path.join(fs.mkdtempSync(path.join(tmpdir(), 'rounds-')), 'not', 'yet');
    answers = path.join(folder, 'rounds.json');
    claim = path.join(folder, 'rounds.claim');
  });
  afterEach(() => fs.rmSync(path.dirname(path.dirname(folder)), { recursive: true }));

  it('give what was written, to every window, and nothing after it was removed', async () => {
    const [one, other] = [createRoundsFile(folder), createRoundsFile(folder)];
    assert.equal(await one.read(), undefined);
    await one.write('first');
    await one.write('second');
    assert.equal(await other.read(), 'second');
    await other.remove();
    assert.equal(await one.read(), undefined);
    await other.remove();
  });

  it('are for this user only, and leave nothing else in the folder', async () => {
    const file = createRoundsFile(folder);
    await file.write('x');
    await file.createLease('y');
    assert.deepEqual(fs.readdirSync(folder), ['rounds.claim', 'rounds.json']);
    if (process.platform !== 'win32') {
      assert.equal(fs.statSync(answers).mode & 0o777, 0o600);
      assert.equal(fs.statSync(claim).mode & 0o777, 0o600);
    }
    await file.removeLease('y');
    await file.remove();
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('are removed with what a window left that was killed while it wrote', async () => {
    const file = createRoundsFile(folder);
    await file.write('x');
    fs.writeFileSync(`${answers}.left-behind`, 'people');
    fs.writeFileSync(path.join(folder, 'another'), '');
    await file.remove();
    assert.deepEqual(fs.readdirSync(folder), ['another']);
  });

  it('are claimed by one of many at a time', async () => {
    const files = Array.from({ length: 20 }, () => createRoundsFile(folder));
    const outcomes = await Promise.all(files.map((file, index) => file.createLease(`${index}`)));
    assert.equal(outcomes.filter(outcome => outcome === 'created').length, 1);
    assert.equal(outcomes.filter(outcome => outcome === 'exists').length, 19);
    const held = await files[0]?.readLease();
    assert.equal(held, String(outcomes.indexOf('created')));
    await files[1]?.removeLease('somebody else');
    assert.equal(await files[0]?.readLease(), held);
    await files[1]?.removeLease(String(outcomes.indexOf('created')));
    assert.equal(await files[0]?.readLease(), undefined);
    assert.equal(await files[2]?.createLease('next'), 'created');
  });

  it('let only one of many take the place of a dead claim', async () => {
    const files = Array.from({ length: 10 }, () => createRoundsFile(folder));
    await files[0]?.createLease('dead');
    const outcomes = await Promise.all(
      files.map(async (file, index) => {
        await file.removeLease('dead');
        return await file.createLease(`${index}`);
      }),
    );
    const created = outcomes.filter(outcome => outcome === 'created').length;
    assert.ok(created >= 1 && created <= 2);
  });

  it('are not read where they are no plain files, or too large', async function () {
    const file = createRoundsFile(folder);
    fs.mkdirSync(answers, { recursive: true });
    assert.equal(await file.read(), undefined);
    await file.write('x');
    fs.rmSync(answers, { recursive: true });
    fs.writeFileSync(answers, 'x'.repeat(1024 * 1024 + 1));
    assert.equal(await file.read(), undefined);
    await file.write('small');
    assert.equal(await file.read(), 'small');
    if (process.platform === 'win32') {
      this.skip();
    }
    const elsewhere = path.join(folder, 'elsewhere');
    fs.writeFileSync(elsewhere, 'private');
    fs.rmSync(answers);
    fs.symlinkSync(elsewhere, answers);
    fs.symlinkSync(elsewhere, claim);
    assert.equal(await file.read(), undefined);
    assert.equal(await file.readLease(), '');
    assert.equal(await file.createLease('mine'), 'exists');
    await file.write('public');
    assert.equal(await file.read(), 'public');
    assert.equal(fs.readFileSync(elsewhere, 'utf8'), 'private');
    await file.removeLease('');
    assert.equal(await file.createLease('mine'), 'created');
    assert.equal(fs.readFileSync(elsewhere, 'utf8'), 'private');
  });

  it('fail quietly where nothing can be made', async () => {
    const inTheWay = path.dirname(folder);
    fs.writeFileSync(inTheWay, 'a file where a folder should be');
    const file = createRoundsFile(folder);
    await file.write('x');
    await file.remove();
    assert.equal(await file.read(), undefined);
    assert.equal(await file.createLease('x'), 'failed');
    await file.removeLease('x');
    file.watch(() => undefined).dispose();
  });

  it('tell of changes by another window until that is no longer wanted', async () => {
    const file = createRoundsFile(folder);
    const told = new EventEmitter();
    const watching = file.watch(() => told.emit('change'));
    for (const text of ['one', 'two']) {
      const changed = once(told, 'change');
      await createRoundsFile(folder).write(text);
      await changed;
      assert.equal(await file.read(), text);
    }
    watching.dispose();
    told.on('change', () => assert.fail('told after the end'));
    await createRoundsFile(folder).write('three');
    await setTimeout(50);
  });

  it('are not looked at any more once nobody wants to be told', () => {
    const watching = createRoundsFile(folder).watch(() => assert.fail('told of nothing'));
    // Node has one watcher for a file, whoever wants to be told: this is the one of `watch`.
    const listener = () => undefined;
    const watcher = fs.watchFile(answers, { persistent: false }, listener);
    assert.equal(watcher.listenerCount('change'), 2);
    watching.dispose();
    assert.equal(watcher.listenerCount('change'), 1);
    fs.unwatchFile(answers, listener);
  });
});
