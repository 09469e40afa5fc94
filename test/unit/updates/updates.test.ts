import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import path from 'node:path';
import { createClientSecrets } from '../../../src/account/storage/clientSecrets';
import { createSupport } from '../../../src/account/supportContact';
import { createCircuitClient } from '../../../src/circuit/client';
import { createOnceAcrossWindows } from '../../../src/base/onceAcrossWindows';
import { createSharedFolder } from '../../../src/node/sharedFolder';
import { listRecent } from '../../../src/status/saved/recentStatuses';
import { createLog } from '../account/support';
import { FakeCircuit } from '../presence/fakeCircuit';
import { FakeTime, minute, second } from '../presence/fakeTime';
import { Busy } from '../presence/shared/busy';
import {
  ada,
  bea,
  cem,
  copyInstallation,
  dana,
  type Installation,
  shownNoticeId,
  writtenAt,
} from './installation';
import { olderTag } from './olderBuild';
import { openUpdatedWindow } from './updatedWindow';

const hour = 60 * minute;
const scopes = ['READ_USER_PROFILE', 'READ_USER', 'MANAGE_PRESENCE'];

describe('After an update from version 0.1.0', () => {
  let installation: Installation;
  beforeEach(() => (installation = copyInstallation()));
  afterEach(() => installation.remove());

  describe('what VS Code kept', () => {
    let clock: Clock;
    let window: Awaited<ReturnType<typeof openUpdatedWindow>>;
    beforeEach(async () => {
      clock = install({ now: writtenAt + minute, toFake: ['Date'] });
      window = await openUpdatedWindow(installation);
    });
    afterEach(() => {
      window.dispose();
      clock.uninstall();
    });

    it('is the sign-in, which goes on with its token, and nothing is said about it', async () => {
      await window.demo.leave();
      const { account } = window.account;
      assert.equal(account?.label, ada.label);
      assert.equal(account.access.origin, ada.origin);
      assert.deepEqual(account.scopes, scopes);
      assert.equal(await account.access.token(), 'access-eu');
      const { refreshToken, clientId, issuedAt, expiresAt } = window.sessions.current ?? {};
      assert.deepEqual(
        { refreshToken, clientId, issuedAt, expiresAt },
        {
          refreshToken: 'refresh-eu',
          clientId: 'client-eu',
          issuedAt: writtenAt,
          expiresAt: writtenAt + 8 * hour,
        },
      );
      assert.deepEqual(window.told, []);
    });

    it('is the id of the session, by which VS Code knows that it is the same', () => {
      assert.equal(window.sessions.current?.id, '42a8bffc-5e74-4d38-b240-c09c67965c9d');
    });

    it('is the sign-in at another Circuit, which comes back when that is chosen', async () => {
      window.sessions.select('https://na.yourcircuit.com');
      assert.equal((await window.sessions.load())?.accessToken, 'access-na');
    });

    it('is a sign-out whose session could not be deleted: it does not come back', async () => {
      window.sessions.select('https://circuit.company.example');
      assert.equal(await window.sessions.load(), undefined);
      assert.equal(
        installation.secrets.values.has('session:https://circuit.company.example'),
        false,
      );
    });

    it('is the secret of the OAuth app', async () => {
      const clientSecrets = createClientSecrets(installation.secrets.window());
      assert.equal(await clientSecrets.get(ada.origin), 'secret-eu');
    });

    it('is the demo with what was set there and whom somebody watched', async () => {
      const { account } = window.account;
      assert.equal(account?.kind, 'demo');
      const client = createCircuitClient(() => account.access, createLog());
      const { userId } = await client.getProfile();
      const own = await client.getPresence(userId);
      assert.equal(own?.state, 'BUSY');
      assert.equal(own.statusMessage, 'In the demo');
      const [watched] = window.lists.watchList.watching.people;
      assert.equal(watched?.displayName, 'Tomás Oliveira');
      assert.equal((await client.getUser(watched.userId))?.displayName, watched.displayName);
      assert.deepEqual(listRecent(window.statuses), [
        { state: 'BUSY', statusMessage: 'In the demo' },
      ]);
    });

    it('is whom somebody watches, in which order and group', async () => {
      await window.demo.leave();
      const { people, groups } = window.lists.watchList.watching;
      assert.deepEqual(
        people.map(({ userId, displayName }) => ({ userId, displayName })),
        [bea, cem, dana],
      );
      assert.deepEqual(
        groups.map(({ name }) => name),
        ['Platform'],
      );
      assert.deepEqual(
        people.map(({ groupId }) => groupId),
        [undefined, groups[0]?.groupId, undefined],
      );
    });

    it('is whom somebody waits for, for what and until when', async () => {
      await window.demo.leave();
      const { waiting } = window.lists.notices;
      assert.deepEqual(
        waiting.map(({ condition, people, expiresAt }) => ({ condition, people, expiresAt })),
        [
          { condition: 'available', people: [bea, dana], expiresAt: writtenAt + 4 * hour },
          { condition: 'dndOver', people: [cem], expiresAt: writtenAt + hour },
        ],
      );
      assert.deepEqual(
        new Set(window.lists.interest()),
        new Set([bea.userId, cem.userId, dana.userId]),
      );
    });

    it('is which statuses somebody set lately', async () => {
      await window.demo.leave();
      assert.deepEqual(listRecent(window.statuses), [
        { state: 'DND', statusMessage: 'Deep work 🎧', minutes: 90 },
        { state: 'BUSY', statusMessage: 'Reviewing' },
      ]);
    });

    it('is what was found out about each Circuit', () => {
      const { quirks } = window;
      assert.equal(quirks.arraysOf(ada.origin), 'comma');
      assert.equal(quirks.scopeAsOf(ada.origin), 'array');
      assert.equal(quirks.scopeAsOf('https://na.yourcircuit.com'), 'string');
      const transport = () => Promise.reject(new Error('Nobody is asked.'));
      const support = createSupport(transport, installation.globalState, createLog());
      assert.match(support.hint(ada.origin), /support@tidewick\.example/);
    });
  });

  describe('what windows shared', () => {
    it('is that a notice was shown: it is not shown again', async () => {
      const notices = createSharedFolder(path.join(installation.folder, 'notices'));
      const claim = createOnceAcrossWindows(notices);
      assert.equal(await claim(shownNoticeId), false);
      assert.equal(await claim('another'), true);
    });

    it('is who was seen how, and that Circuit asked everybody to wait', async () => {
      const busy = new Busy();
      const time = new FakeTime(() => busy.end(), writtenAt + minute);
      const circuit = new FakeCircuit([bea.userId, cem.userId, dana.userId]);
      const window = time.open(circuit.client, {
        folder: busy.watch(createSharedFolder(installation.folder)),
        interest: [bea.userId, cem.userId, dana.userId],
        account: { kind: 'circuit', tag: olderTag },
      });
      await time.pass(second);
      const shown = [bea, cem, dana].map(({ userId }) => {
        const known = window.store.get(userId);
        assert.equal(known?.kind, 'known');
        return known.presence;
      });
      assert.deepEqual(
        shown.map(({ state, statusMessage, mobile, isOptedOut }) => ({
          ...{ state, statusMessage, mobile, isOptedOut },
        })),
        [
          { state: 'AWAY', statusMessage: 'Lunch', mobile: false, isOptedOut: false },
          { state: 'OFFLINE', statusMessage: '', mobile: false, isOptedOut: true },
          { state: 'AVAILABLE', statusMessage: '', mobile: true, isOptedOut: false },
        ],
      );
      await time.pass(3 * minute);
      assert.deepEqual(circuit.requests, []);
      await time.pass(2 * minute);
      assert.notEqual(circuit.requests.length, 0, 'The claim of a window that is gone ages out.');
      assert.equal(window.store.connection.kind, 'online');
      await time.end();
    });
  });
});
