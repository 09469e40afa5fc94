import assert from 'node:assert/strict';
import { createSharedFolder } from '../../../src/node/sharedFolder';
import { addPeople } from '../../../src/people/watch/watchListEdits';
import { listRecent, remember } from '../../../src/status/saved/recentStatuses';
import { FakeCircuit } from '../presence/fakeCircuit';
import { FakeTime, second } from '../presence/fakeTime';
import { Busy } from '../presence/shared/busy';
import {
  ada,
  bea,
  cem,
  copyInstallation,
  dana,
  type Installation,
  writtenAt,
} from './installation';
import { OlderBuild, olderTag } from './olderBuild';
import { openUpdatedWindow } from './updatedWindow';

const eve = { userId: 'eve', displayName: 'Eve' };
const fay = { userId: 'fay', displayName: 'Fay' };
const all = [bea, cem, dana].map(({ userId }) => userId);

describe('Beside a window in which version 0.1.0 still runs', () => {
  let installation: Installation;
  let older: OlderBuild;
  let time: FakeTime;
  let busy: Busy;
  beforeEach(() => {
    installation = copyInstallation();
    older = new OlderBuild(installation);
    busy = new Busy();
    time = new FakeTime(() => busy.end(), writtenAt);
  });
  afterEach(async () => {
    await time.end();
    installation.remove();
  });

  async function signedIn() {
    const window = await openUpdatedWindow(installation);
    await window.demo.leave();
    return window;
  }
  const namesIn = (people: readonly { userId: string }[]) => people.map(({ userId }) => userId);

  it('the older one keeps its people, groups, notices and statuses whatever is edited here', async () => {
    const window = await signedIn();
    await window.lists.watchList.edit(watching => addPeople(watching, [fay]).watching);
    await window.lists.notices.add({
      noticeId: 'n',
      condition: 'available',
      people: [fay],
      expiresAt: Date.now() + 1_000,
    });
    await remember(window.statuses, { state: 'AWAY', statusMessage: 'Back soon' }, Date.now());
    assert.notEqual(older.people, 'later');
    for (const userId of all) {
      assert.ok(older.people !== 'later' && namesIn(older.people).includes(userId), userId);
      assert.ok(older.awaited.includes(userId), userId);
    }
    assert.deepEqual(older.groups, ['Platform']);
    assert.ok(older.statusMessages.includes('Deep work 🎧'));
    window.dispose();
  });

  it('nothing that was edited here is lost when the older one edits', async () => {
    const window = await signedIn();
    await window.lists.watchList.edit(watching => addPeople(watching, [fay]).watching);
    await remember(window.statuses, { state: 'AWAY', statusMessage: 'Back soon' }, Date.now());
    older.watch(eve);
    older.remember('From there');
    for (const { userId } of [bea, cem, dana, fay]) {
      assert.ok(window.lists.watchList.has(userId), userId);
    }
    assert.ok(older.people !== 'later' && namesIn(older.people).includes(eve.userId));
    const messages = listRecent(window.statuses).map(({ statusMessage }) => statusMessage);
    assert.ok(messages.includes('Back soon'));
    window.dispose();
    const next = await signedIn();
    assert.ok(next.lists.watchList.has(fay.userId));
    next.dispose();
  });

  it('the older one never takes a sign-in that was renewed here for a corrupt one', async () => {
    const window = await signedIn();
    const { current } = window.sessions;
    assert.ok(current);
    assert.deepEqual(older.readSession(ada.origin), { accessToken: 'access-eu' });
    const renewed = { ...current, accessToken: 'access-2', issuedAt: Date.now() };
    assert.equal(await window.sessions.at(ada.origin).replace(current, renewed), true);
    assert.deepEqual(older.readSession(ada.origin), { accessToken: 'access-2' });
    window.dispose();
  });

  it('a sign-out here is one there, too', async () => {
    const window = await signedIn();
    await window.sessions.remove(window.sessions.current?.id ?? '');
    assert.equal(older.readSession(ada.origin), 'none');
    window.dispose();
  });

  it('neither loses what it shares, and both together ask no more than each would alone', async () => {
    const circuit = new FakeCircuit(all);
    const window = time.open(circuit.client, {
      folder: busy.watch(createSharedFolder(installation.folder)),
      interest: all,
      account: { kind: 'circuit', tag: olderTag },
    });
    const known = () => new Set([...older.readRounds().keys()].filter(id => all.includes(id)));
    for (let look = 0; look < 60; look++) {
      assert.deepEqual(known(), new Set(all), `look ${look}: the older one lost its answers`);
      older.poll(all);
      await time.pass(10 * second);
    }
    assert.equal(window.store.connection.kind, 'online');
    for (const userId of all) {
      const seen = window.store.get(userId)?.checkedAt ?? 0;
      assert.ok(Date.now() - seen <= 60 * second, `${userId} was last seen ${seen}`);
    }
    const asked = circuit.requests.filter(({ what }) => what === 'presences').length;
    assert.ok(asked <= 21 && older.asked <= 21, `${asked} here, ${older.asked} there`);
  });
});
