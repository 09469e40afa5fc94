import assert from 'node:assert/strict';
import { createPrivateFolder } from '../../../../src/base/sharedFolder';
import type { Arrangement } from '../../../../src/presence/until/arrangement';
import { ArrangementFile } from '../../../../src/presence/until/arrangementFile';
import { FakeTime, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';

const account = { tag: 'ada', betweenWindows: true };
const kept: Arrangement = {
  id: '1',
  window: 'w',
  event: { kind: 'task', name: 'build' },
  asked: { state: 'DND', dndUntil: 9, statusMessage: 'building' },
  shown: { state: 'DND', dndUntil: 9, statusMessage: 'building', at: 5 },
  before: { state: 'OFFLINE', statusMessage: '' },
  chosenAt: 3,
};

describe('The file of a status that lasts until something happens', () => {
  it('is read as it was written, by all windows of one account', async () => {
    const folder = new MemoryFolder();
    const file = new ArrangementFile(folder, account);
    assert.equal(await file.read(), undefined);
    for (const event of [{ kind: 'back' }, { kind: 'terminal', name: 'zsh' }] as const) {
      await file.write({ ...kept, event });
      const other = new ArrangementFile(folder, { ...account });
      assert.deepEqual(await other.read(), { ...kept, event });
    }
    const bea = new ArrangementFile(folder, { ...account, tag: 'bea' });
    assert.equal(await bea.read(), undefined);
    await bea.remove();
    assert.ok(await file.read());
    await file.remove();
    assert.deepEqual(await folder.names(), []);
  });

  it('of the demo is known to its window alone', async () => {
    const folder = new MemoryFolder();
    const file = new ArrangementFile(folder, { ...account, betweenWindows: false });
    await file.write(kept);
    assert.ok(await file.read());
    assert.deepEqual(await folder.names(), []);
  });

  it('holds nothing that no window can have written', async () => {
    const folder = new MemoryFolder();
    const file = new ArrangementFile(folder, account);
    await file.write(kept);
    const [name = ''] = await folder.names();
    const reads = async (changes: object) => {
      await folder.write(name, JSON.stringify({ ...kept, ...changes }));
      return (await file.read()) !== undefined;
    };
    const asked = (changes: object) => ({ asked: { ...kept.asked, ...changes } });
    const fine = [
      { id: 'x'.repeat(1024) },
      { event: { kind: 'task', name: '' } },
      asked({ statusMessage: 'm'.repeat(4096) }),
      asked({ dndUntil: 8.64e15 }),
      asked({ state: 'AWAY' }),
      { shown: undefined },
      { chosenAt: 0 },
    ];
    for (const changes of fine) {
      assert.equal(await reads(changes), true, JSON.stringify(changes).slice(0, 80));
    }
    const odd = [
      { id: 'x'.repeat(1025) },
      { id: 7 },
      { window: undefined },
      { event: { kind: 'task' } },
      { event: { kind: 'lunch' } },
      asked({ statusMessage: 'm'.repeat(4097) }),
      asked({ dndUntil: 8.65e15 }),
      asked({ dndUntil: undefined }),
      asked({ state: 'OFFLINE' }),
      { before: { state: 'HAPPY', statusMessage: '' } },
      { before: undefined },
      { shown: { ...kept.shown, at: 'now' } },
      { chosenAt: -1 },
    ];
    for (const changes of odd) {
      assert.equal(await reads(changes), false, JSON.stringify(changes).slice(0, 80));
    }
    for (const text of ['', '{', 'null', '[]']) {
      await folder.write(name, text);
      assert.equal(await file.read(), undefined);
    }
  });

  it('stays in this window where no files can be made', async () => {
    const noFolder = { ...createPrivateFolder(), read: () => Promise.resolve(undefined) };
    const file = new ArrangementFile(noFolder, account);
    await file.write(kept);
    assert.deepEqual(await file.read(), kept);
  });

  it('tells when somebody was seen, until it is removed', async () => {
    const folder = new MemoryFolder();
    const file = new ArrangementFile(folder, account);
    assert.equal(await file.readActivity(), undefined);
    await file.writeActivity(0);
    assert.equal(await file.readActivity(), 0);
    await file.writeActivity(123);
    assert.equal(await file.readActivity(), 123);
    const [name = ''] = await folder.names();
    await folder.write(name, 'noon');
    assert.equal(await file.readActivity(), undefined);
    await file.remove();
    assert.deepEqual(await folder.names(), []);
  });

  describe('is kept', () => {
    let time: FakeTime;
    beforeEach(() => {
      time = new FakeTime();
    });
    afterEach(() => time.end());

    it('while a window answers a knock within seven seconds', async () => {
      const folder = new MemoryFolder();
      const [knocking, keeping] = [account, account].map(each => new ArrangementFile(folder, each));
      const { signal } = new AbortController();
      const isKept = knocking?.isKept(signal);
      await time.pass(6 * second);
      await keeping?.answerKnock();
      await time.pass(second);
      assert.equal(await isKept, true);
      await keeping?.answerKnock();
      assert.deepEqual(await folder.names(), []);
    });

    it('by nobody where nobody answers, and the knock is taken away', async () => {
      const folder = new MemoryFolder();
      const file = new ArrangementFile(folder, account);
      const isKept = file.isKept(new AbortController().signal);
      await time.pass(6 * second);
      assert.deepEqual(await folder.names(), [`until-1.${account.tag}.knock`]);
      let told: boolean | undefined;
      void isKept.then(outcome => (told = outcome));
      await time.pass(1.2 * second);
      assert.equal(told, false);
      assert.deepEqual(await folder.names(), []);
    });

    it('by nobody, at once, where no files can be made', async () => {
      const create = () => Promise.resolve('failed' as const);
      const file = new ArrangementFile({ ...createPrivateFolder(), create }, account);
      assert.equal(await file.isKept(new AbortController().signal), false);
    });

    it('is not waited for once the session is over', async () => {
      const end = new AbortController();
      const isKept = new ArrangementFile(new MemoryFolder(), account).isKept(end.signal);
      const rejected = assert.rejects(isKept, { name: 'AbortError' });
      await time.pass(second);
      end.abort();
      await time.pass(second);
      await rejected;
    });
  });
});
