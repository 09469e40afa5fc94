import assert from 'node:assert/strict';
import { olderTagOf, tagOfUser, takeOverKept } from '../../../../src/account/storage/accountTag';
import { createSession, serialiseSession } from '../../../../src/account/storage/session';
import { Sessions } from '../../../../src/account/storage/sessions';
import { createKeep } from '../../people/support';
import { createMemory, euOrigin, newSession, SharedSecrets } from '../support';

/** Two names at one host for which the 32 bits of earlier versions were the same. */
const names = ['xfuugoaw@x.example', 'ez7ojut2@x.example'] as const;

describe('The tag of an account', () => {
  it('is another for another host, another person, and for where the two meet', async () => {
    const tags = await Promise.all([
      tagOfUser('https://a.example', 'b'),
      tagOfUser('https://a.example', 'c'),
      tagOfUser('https://a.example:1', 'b'),
      tagOfUser('https://a.exampl', 'eb'),
    ]);
    assert.equal(new Set(tags).size, 4);
  });

  it('tells nothing of the person', async () => {
    assert.equal(
      await tagOfUser(euOrigin, 'ada@company.example'),
      'a0de0f41bd00ae8e548b38ff0e1204d3672f8fa194a5cf70a6154c09ccb12f6a',
    );
  });

  it('is not another’s whatever a host calls its people, as that of earlier versions could be', () => {
    const [one, other] = names.map(name => olderTagOf('circuit', euOrigin, name));
    assert.deepEqual([one, other], ['5iblgc', '5iblgc']);
    assert.notEqual(olderTagOf('demo', euOrigin, names[0]), one);
  });

  const readFromStorage = async (stored: object) => {
    const secrets = new SharedSecrets();
    const key = `session:${euOrigin}`;
    secrets.values.set(key, JSON.stringify(stored));
    const sessions = new Sessions(secrets.window(), createMemory());
    sessions.select(euOrigin);
    const session = await sessions.load();
    sessions.dispose();
    return session;
  };

  it('is made up for a sign-in that an earlier version stored, which may take over what it kept', async () => {
    const older = createSession(newSession({ label: names[0] }));
    const session = await readFromStorage({ ...older, tag: undefined });
    assert.equal(session?.tag, await tagOfUser(euOrigin, older.userId));
    assert.equal(session.olderTag, olderTagOf('circuit', euOrigin, names[0]));
  });

  it('stays as it was stored, and a sign-in of today takes over nothing', async () => {
    const today = createSession(newSession({ label: names[1] }));
    const session = await readFromStorage(JSON.parse(serialiseSession(today)) as object); // ours
    assert.equal(session?.tag, today.tag);
    assert.equal(session.olderTag, undefined);
  });
});

describe('What an earlier version kept for an account', () => {
  const account = { tag: 'new', olderTag: 'old' };
  const lists = ['circuit.watchList', 'circuit.notices', 'circuit.recentStatuses'];

  function createStorage() {
    const keep = createKeep();
    lists.forEach(list => keep.values.set(`${list}:old`, [list]));
    keep.values.set('circuit.watchList:another', ['theirs']);
    keep.values.set('circuit.demo', true);
    return { ...keep, keys: () => [...keep.values.keys()] };
  }

  it('is there at once under the tag of today, and stays for a window with that version', async () => {
    const storage = createStorage();
    const moving = takeOverKept(storage, account);
    for (const list of lists) {
      assert.deepEqual(storage.get(`${list}:new`), [list]);
    }
    await moving;
    for (const list of lists) {
      assert.deepEqual(storage.get(`${list}:old`), [list]);
    }
    assert.deepEqual(storage.get('circuit.watchList:another'), ['theirs']);
    assert.equal(storage.get('circuit.demo'), true);
  });

  it('is written down when that is over', async () => {
    const storage = createStorage();
    let written = 0;
    const update = async (key: string, value: unknown) => {
      // That it is done is not written down last of all.
      await new Promise(resolve => setTimeout(resolve, value === true ? 0 : 5));
      await storage.update(key, value);
      written += 1;
    };
    await takeOverKept({ ...storage, update }, account);
    assert.equal(written, lists.length + 1);
  });

  it('does not replace what was edited since', async () => {
    const storage = createStorage();
    storage.values.set('circuit.watchList:new', ['edited']);
    await takeOverKept(storage, account);
    assert.deepEqual(storage.get('circuit.watchList:new'), ['edited']);
  });

  it('is taken over once: what was cleared since does not come back', async () => {
    const storage = createStorage();
    await takeOverKept(storage, account);
    storage.values.delete('circuit.notices:new');
    await takeOverKept(storage, account);
    assert.equal(storage.get('circuit.notices:new'), undefined);
  });

  for (const other of [undefined, { tag: 'new' }]) {
    it(`stays where it is for ${other ? 'a sign-in of today' : 'nobody'}`, async () => {
      const storage = createStorage();
      await takeOverKept(storage, other);
      assert.equal(storage.get('circuit.watchList:new'), undefined);
      assert.deepEqual(storage.get('circuit.watchList:old'), ['circuit.watchList']);
    });
  }
});
