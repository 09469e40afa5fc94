import assert from 'node:assert/strict';
import { createPrivateFolder, type SharedFolder } from '../../../src/base/sharedFolder';
import type { Account } from '../../../src/account/account';
import { createCurrentAccount } from '../../../src/account/currentAccount';
import { Demo } from '../../../src/account/demo';
import { createHostQuirks } from '../../../src/account/hostQuirks';
import { createSession } from '../../../src/account/storage/session';
import { Sessions } from '../../../src/account/storage/sessions';
import { Emitter } from '../../../src/base/event';
import { createCircuitClient } from '../../../src/circuit/client';
import { UnauthorizedError } from '../../../src/circuit/errors';
import type { HttpRequest, Transport } from '../../../src/circuit/transport';
import { createSandbox } from '../../../src/sandbox/app';
import { createLog, createMemory, euOrigin, newSession, SharedSecrets } from './support';

const naOrigin = 'https://na.yourcircuit.com';

/** VS Code's word: yes to every session until somebody says no. */
class Grant {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly sessions: Sessions;
  private isGiven = true;

  constructor(sessions: Sessions) {
    this.sessions = sessions;
  }

  get sessionId(): string | undefined {
    return this.isGiven ? this.sessions.current?.id : undefined;
  }

  set(isGiven: boolean): void {
    this.isGiven = isGiven;
    this.changed.fire();
  }
}

describe('The account in use', () => {
  let secrets: SharedSecrets;
  let memory: ReturnType<typeof createMemory>;
  let sent: HttpRequest[];
  let folder: SharedFolder;

  beforeEach(() => {
    secrets = new SharedSecrets();
    memory = createMemory();
    sent = [];
    folder = createPrivateFolder();
  });

  function openWindow(origin = euOrigin, sessions = new Sessions(secrets.window(), memory)) {
    const demo = new Demo(memory, () => Promise.resolve({ createSandbox }));
    const readings = createHostQuirks(memory);
    const log = createLog();
    const transport: Transport = request => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: new Headers(), text: '[]' });
    };
    const renewal = {
      refresh: () => Promise.resolve('refused' as const),
      whose: () => Promise.resolve('user-1'),
    };
    const grant = new Grant(sessions);
    const current = createCurrentAccount(sessions, demo, grant, {
      transport,
      refresh: renewal,
      quirks: readings,
      log,
      folder: () => Promise.resolve(folder),
    });
    const changes: (Account | undefined)[] = [];
    current.onDidChange(account => changes.push(account));
    sessions.select(origin);
    const client = createCircuitClient(() => current.account?.access, log);
    return { sessions, demo, grant, readings, current, changes, client };
  }

  it('is the one signed in at the chosen origin', async () => {
    const { sessions, current, changes } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    assert.equal(current.account?.kind, 'circuit');
    assert.equal(current.account.label, 'person@example.com');
    assert.equal(current.account.access.origin, euOrigin);
    assert.equal(changes.length, 1);
  });

  it('is there from the beginning where the sign-in was read before', async () => {
    const sessions = new Sessions(secrets.window(), memory);
    sessions.select(euOrigin);
    await sessions.at(euOrigin).save(createSession(newSession()));
    const { current, changes } = openWindow(euOrigin, sessions);
    assert.equal(current.account?.label, 'person@example.com');
    assert.deepEqual(changes, []);
  });

  it('is nobody while VS Code does not let this extension use the session', async () => {
    const { sessions, grant, current, changes } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    const access = current.account?.access;
    grant.set(false);
    assert.equal(current.account, undefined);
    grant.set(true);
    assert.deepEqual(
      changes.map(account => account?.access.origin),
      [access?.origin, undefined, access?.origin],
    );
  });

  it('stays the same object when its token is refreshed, and is another after a new sign-in', async () => {
    const { sessions, current } = openWindow();
    const session = createSession(newSession());
    await sessions.at(euOrigin).save(session);
    const account = current.account;
    await sessions
      .at(euOrigin)
      .replace(session, { ...session, accessToken: 'access-2', scopes: [] });
    assert.equal(current.account, account);
    assert.deepEqual(account?.scopes, []);
    await sessions.at(euOrigin).save(createSession(newSession()));
    assert.notEqual(current.account, account);
  });

  it('sends its token to the origin it was made for and to no other', async () => {
    const { sessions, client, current } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    const access = current.account?.access;
    await client.getLabels();
    sessions.select(naOrigin);
    assert.equal(current.account, undefined);
    await assert.rejects(client.getLabels(), UnauthorizedError);
    sessions.select(euOrigin);
    await client.getLabels();
    assert.equal(access?.origin, euOrigin);
    assert.deepEqual([...new Set(sent.map(({ url }) => url.origin))], [euOrigin]);
    assert.ok(sent.every(({ url, body }) => !`${url.href}${body ?? ''}`.includes('access-1')));
  });

  it('gives no token after a sign-out, not even to who still holds it', async () => {
    const { sessions, current } = openWindow();
    const session = createSession(newSession());
    await sessions.at(euOrigin).save(session);
    const access = current.account?.access;
    await sessions.remove(session.id);
    await assert.rejects(async () => access?.token(), UnauthorizedError);
  });

  it('is refreshed in turns with the windows at the same origin, which its file is named after', async () => {
    const { sessions, current } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    assert.equal(await current.account?.access.token('access-1'), 'access-1');
    assert.deepEqual(await folder.names(), ['refresh-1.https-eu-yourcircuit-com.lease.1']);
  });

  it('has the tags it was stored with', async () => {
    const { sessions, current } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession({ tag: 't', olderTag: 'o' })));
    assert.deepEqual([current.account?.tag, current.account?.olderTag], ['t', 'o']);
  });

  it('is followed no more once disposed', async () => {
    const { sessions, demo, grant, current, changes } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    current.dispose();
    const { account } = current;
    await sessions.at(euOrigin).save(createSession(newSession()));
    grant.set(false);
    await demo.start();
    assert.equal(current.account, account);
    assert.equal(changes.length, 1);
  });

  it('follows what was found out about how its host reads several ids', async () => {
    const { sessions, current, readings } = openWindow();
    await sessions.at(euOrigin).save(createSession(newSession()));
    const access = current.account?.access;
    assert.ok(access?.arrays === 'repeated');
    await readings.rememberArrays(euOrigin, 'comma');
    assert.deepEqual([access.arrays], ['comma']);
  });

  describe('in the demo', () => {
    it('is somebody of the made-up company, and nothing is sent anywhere', async () => {
      const { demo, current, client, sessions } = openWindow();
      await sessions.at(euOrigin).save(createSession(newSession()));
      await demo.start();
      assert.equal(current.account?.kind, 'demo');
      const me = await client.getProfile();
      assert.ok(me.displayName.length > 0);
      const answer = await client.setPresence({ state: 'BUSY', statusMessage: 'Trying it' });
      assert.equal(answer.state, 'BUSY');
      assert.deepEqual(sent, []);
    });

    it('knows whom to meet: those of the company who are there, then others', async () => {
      const { demo, client } = openWindow();
      assert.deepEqual(await demo.colleagues(), []);
      await demo.start();
      const people = await demo.colleagues();
      const { userId: me } = await client.getProfile();
      assert.ok(people.length === 8 && people.every(({ userId }) => userId !== me));
      const presences = await client.getPresences(people.map(({ userId }) => userId));
      const states = people.map(each => presences.find(({ userId }) => userId === each.userId));
      const isThere = states.map(presence => presence?.state !== 'OFFLINE');
      assert.deepEqual(isThere, isThere.toSorted().reverse());
    });

    it('never gives the token of the real sign-in', async () => {
      const { demo, current, sessions } = openWindow();
      await sessions.at(euOrigin).save(createSession(newSession()));
      await demo.start();
      assert.notEqual(await current.account?.access.token(), 'access-1');
    });

    it('is still there after a reload, with what was set', async () => {
      const first = openWindow();
      await first.demo.start();
      await first.client.setPresence({ state: 'BUSY', statusMessage: 'Trying it' });
      const second = openWindow();
      assert.equal(second.current.account?.kind, 'demo');
      const me = await second.client.getProfile();
      const presence = await second.client.getPresence(me.userId);
      assert.equal(presence?.state, 'BUSY');
      assert.equal(presence.statusMessage, 'Trying it');
    });

    it('ends, leaving nothing behind, with the real sign-in as it was', async () => {
      const { demo, current, sessions, client } = openWindow();
      await sessions.at(euOrigin).save(createSession(newSession()));
      const real = current.account;
      const before = [...memory.values];
      await demo.start();
      await client.setPresence({ state: 'BUSY', statusMessage: 'Trying it' });
      await demo.leave();
      assert.equal(current.account, real);
      assert.deepEqual(
        [...memory.values].filter(([, value]) => value !== undefined),
        before,
      );
    });

    it('that was started twice is one', async () => {
      const { demo, changes } = openWindow();
      await Promise.all([demo.start(), demo.start()]);
      assert.equal(changes.length, 1);
    });
  });
});
