import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { SessionChange } from '../../../../src/account/storage/originSession';
import { storageDeadlineMs, StorageError } from '../../../../src/account/storage/secretStore';
import {
  createSession,
  serialiseSession,
  type Session,
} from '../../../../src/account/storage/session';
import { Sessions } from '../../../../src/account/storage/sessions';
import type { StorageNotice } from '../../../../src/account/storage/vault';
import { seeded } from '../../presence/seeded';
import { createMemory, euOrigin, newSession, settle, SharedSecrets } from '../support';

const naOrigin = 'https://na.yourcircuit.com';
const key = `session:${euOrigin}`;

describe('Sessions', () => {
  let clock: Clock;
  let secrets: SharedSecrets;
  let memory: ReturnType<typeof createMemory>;
  let open: Sessions[];

  beforeEach(() => {
    clock = install({ toNotFake: ['queueMicrotask', 'nextTick'] });
    secrets = new SharedSecrets();
    memory = createMemory();
    open = [];
  });
  afterEach(() => {
    open.forEach(sessions => sessions.dispose());
    clock.uninstall();
  });

  /** One window: its sessions, what changed in it and what the person was told. */
  function openWindow(origin: string | undefined = euOrigin) {
    const sessions = new Sessions(secrets.window(), memory);
    const changes: SessionChange[] = [];
    const notices: StorageNotice[] = [];
    sessions.onDidChange(change => changes.push(change));
    sessions.onDidNotice(notice => notices.push(notice));
    sessions.select(origin);
    open.push(sessions);
    return { sessions, changes, notices };
  }

  async function signIn(sessions: Sessions, changes = {}): Promise<Session> {
    const session = createSession(newSession(changes));
    assert.equal(await sessions.at(session.origin).save(session), true);
    return session;
  }

  const holdsTokens = () => [...secrets.values.values()].some(text => text.includes('access-'));

  const pass = async (ms: number) => {
    await clock.tickAsync(ms);
    await settle();
  };

  it('are there again in the next window', async () => {
    const session = await signIn(openWindow().sessions);
    const next = openWindow();
    assert.deepEqual(await next.sessions.load(), session);
    await pass(100);
    assert.equal(clock.countTimers(), 0);
  });

  it('carry a schema version and a random id that says nothing of the token', async () => {
    const { sessions } = openWindow();
    const one = await signIn(sessions);
    const two = await signIn(sessions);
    assert.notEqual(one.id, two.id);
    assert.match(two.id, /^[0-9a-f-]{36}$/);
    assert.match(secrets.values.get(`${key}#${two.id}`) ?? '', /"version":1[,}]/);
    assert.equal(secrets.values.get(key), `{"version":2,"id":"${two.id}"}`);
    assert.equal(secrets.values.get(`${key}#${one.id}`), undefined);
  });

  it('show a sign-in of another window once', async () => {
    const other = openWindow();
    await settle();
    const session = await signIn(openWindow().sessions);
    await pass(200);
    assert.deepEqual(other.changes, [{ before: undefined, after: session }]);
  });

  it('end at once when another window signs out', async () => {
    const mine = openWindow();
    const session = await signIn(mine.sessions);
    const other = openWindow();
    await other.sessions.load();
    await mine.sessions.remove(session.id);
    await pass(1000);
    assert.equal(other.sessions.current, undefined);
    assert.equal(other.changes.length, 2);
  });

  it('are not written again because of their own writes', async () => {
    const mine = openWindow();
    await signIn(mine.sessions);
    const stores = secrets.count('store');
    await pass(1000);
    assert.equal(secrets.count('store'), stores);
    assert.equal(mine.changes.length, 1);
  });

  it('read the storage once for a storm of changes', async () => {
    const mine = openWindow();
    await signIn(mine.sessions);
    await pass(1000);
    const reads = secrets.count('get');
    for (let change = 0; change < 1000; change++) {
      secrets.changed.fire({ key });
    }
    await pass(100);
    assert.equal(secrets.count('get'), reads + 2);
  });

  it('read the storage once, however often they are asked for', async () => {
    const { sessions } = openWindow();
    await Promise.all(Array.from({ length: 1000 }, () => sessions.load()));
    assert.equal(secrets.count('get'), 1);
  });

  it('keep a sign-in of another window when this one signs out of what it saw before', async () => {
    const mine = openWindow();
    const old = await signIn(mine.sessions);
    const other = openWindow();
    await other.sessions.load();
    const fresh = createSession(newSession({ accessToken: 'access-2' }));
    await Promise.all([other.sessions.at(euOrigin).save(fresh), mine.sessions.remove(old.id)]);
    await pass(1000);
    assert.equal(other.sessions.current?.id, fresh.id);
    assert.equal(mine.sessions.current?.id, fresh.id);
  });

  it('stay signed out, at whatever moment of a write the person signs out', async () => {
    for (let moment = 0; moment < 100; moment++) {
      const { sessions } = openWindow();
      const session = await signIn(sessions);
      const writing = sessions
        .at(euOrigin)
        .replace(session, { ...session, accessToken: 'access-2' });
      for (let turn = 0; turn < moment; turn++) {
        await Promise.resolve();
      }
      await sessions.remove(session.id);
      await writing;
      assert.equal(sessions.current, undefined, `moment ${moment}`);
      await pass(1000);
      assert.equal(sessions.current, undefined, `moment ${moment}`);
      assert.ok(!holdsTokens(), `moment ${moment}`);
    }
  });

  describe('in a storage that takes its time', () => {
    /** One window signs out, the other in, `gap` ms apart, each step taking what `random` gives. */
    async function race(gap: number, random: () => number) {
      secrets.delayMs = () => 1 + random() * 5;
      const [mine, other] = [openWindow(), openWindow()];
      const saving = signIn(mine.sessions);
      await pass(100);
      const old = await saving;
      const loading = other.sessions.load();
      await pass(1000);
      await loading;
      const fresh = createSession(newSession({ accessToken: 'access-2' }));
      const out = async () => {
        await new Promise(resolve => setTimeout(resolve, Math.max(0, -gap)));
        await mine.sessions.remove(old.id);
      };
      const signingIn = async () => {
        await new Promise(resolve => setTimeout(resolve, Math.max(0, gap)));
        return await other.sessions.at(euOrigin).save(fresh);
      };
      const both = Promise.all([out(), signingIn()]);
      await pass(1000);
      await both;
      const next = openWindow();
      const stored = next.sessions.load();
      await pass(1000);
      return {
        fresh,
        ids: [mine, other, next].map(({ sessions }) => sessions.current?.id),
        stored,
      };
    }

    it('keep the sign-in of one window from the sign-out of another, in 400 orders', async () => {
      const random = seeded(1);
      for (let order = 0; order < 400; order++) {
        secrets.values.clear();
        const { fresh, ids, stored } = await race((order % 13) - 6, random);
        assert.equal((await stored)?.id, fresh.id, `order ${order}`);
        assert.deepEqual(ids, [fresh.id, fresh.id, fresh.id], `order ${order}`);
        assert.equal([...secrets.values.values()].join().includes('access-1'), false);
        open.splice(0).forEach(sessions => sessions.dispose());
      }
    });

    it('do not let a refresh of one window take the place of a sign-in in another', async () => {
      const random = seeded(2);
      for (let order = 0; order < 100; order++) {
        secrets.values.clear();
        secrets.delayMs = () => 1 + random() * 5;
        const [mine, other] = [openWindow(), openWindow()];
        const saving = signIn(mine.sessions);
        await pass(1000);
        const old = await saving;
        const fresh = createSession(newSession({ accessToken: 'access-2' }));
        const both = [
          mine.sessions.at(euOrigin).replace(old, { ...old, accessToken: 'access-3' }),
          other.sessions.at(euOrigin).save(fresh),
        ];
        await pass(1000);
        await Promise.all(both);
        const ids = [mine, other].map(({ sessions }) => sessions.current?.id);
        assert.deepEqual(ids, [fresh.id, fresh.id], `order ${order}`);
        open.splice(0).forEach(sessions => sessions.dispose());
      }
    });
  });

  it('stay where they are stored when they are renewed', async () => {
    const { sessions } = openWindow();
    const session = await signIn(sessions);
    const pointer = secrets.values.get(key);
    const after = { ...session, accessToken: 'access-2' };
    assert.ok(await sessions.at(euOrigin).replace(session, after));
    assert.deepEqual(
      [...secrets.values],
      [
        [`${key}#${session.id}`, serialiseSession(after)],
        [key, pointer],
      ],
    );
  });

  describe('that an earlier version stored', () => {
    it('give way to a new sign-in', async () => {
      secrets.values.set(key, serialiseSession(createSession(newSession())));
      const { sessions, notices } = openWindow();
      await sessions.load();
      const fresh = await signIn(sessions, { accessToken: 'access-2' });
      assert.deepEqual(notices, []);
      assert.deepEqual(await openWindow().sessions.load(), fresh);
      assert.ok(![...secrets.values.values()].join().includes('access-1'));
    });

    it('are gone by the time that a sign-out is over', async () => {
      const session = createSession(newSession());
      secrets.values.set(key, serialiseSession(session));
      const { sessions } = openWindow();
      await sessions.load();
      secrets.delayMs = () => 1;
      const ended = sessions.remove(session.id).then(holdsTokens);
      await pass(100);
      assert.equal(await ended, false);
    });

    it('are read, renewed where that version finds them, and signed out', async () => {
      for (const isRefreshed of [false, true]) {
        const session = createSession(newSession());
        secrets.values.set(key, serialiseSession(session));
        const { sessions } = openWindow();
        assert.deepEqual(await sessions.load(), session);
        const held = sessions.current;
        if (isRefreshed && held) {
          const after = { ...session, accessToken: 'access-2' };
          assert.ok(await sessions.at(euOrigin).replace(held, after));
          assert.deepEqual(await openWindow().sessions.load(), after);
        }
        await sessions.remove(session.id);
        assert.ok(!holdsTokens());
        assert.equal(await openWindow().sessions.load(), undefined);
      }
    });
  });

  it('are not even stored where a sign-out comes before their turn', async () => {
    const { sessions } = openWindow();
    await sessions.load();
    const session = createSession(newSession());
    const saving = sessions.at(euOrigin).save(session);
    const removing = sessions.at(euOrigin).remove(session.id);
    assert.equal(await saving, false);
    await removing;
    assert.equal(secrets.count('store'), 0);
  });

  it('are erased by the time that one knows a sign-out came before they were stored', async () => {
    secrets.delayMs = () => 10;
    const { sessions } = openWindow();
    await pass(100);
    const session = createSession(newSession());
    const saving = sessions.at(euOrigin).save(session);
    const ended = saving.then(isSaved => ({ isSaved, isStored: holdsTokens() }));
    await pass(15);
    const removing = sessions.at(euOrigin).remove(session.id);
    await pass(1_000);
    assert.deepEqual(await ended, { isSaved: false, isStored: false });
    await removing;
  });

  it('stay where they were, unused, when they cannot be deleted after a new sign-in', async () => {
    const { sessions, notices } = openWindow();
    await signIn(sessions);
    secrets.faults.set('delete', 'fails');
    const fresh = await signIn(sessions, { accessToken: 'access-2' });
    secrets.faults.clear();
    assert.deepEqual(notices, []);
    assert.deepEqual(await openWindow().sessions.load(), fresh);
  });

  it('that were replaced meanwhile are not overwritten by what was made of the old one', async () => {
    const { sessions } = openWindow();
    const old = await signIn(sessions);
    const fresh = await signIn(sessions);
    const late = sessions.at(euOrigin).replace(old, { ...old, accessToken: 'access-2' });
    assert.equal(await late, false);
    assert.equal(sessions.current, fresh);
  });

  it('are not replaced by what this window makes of an old one before it hears of a sign-in elsewhere', async () => {
    const mine = openWindow();
    const old = await signIn(mine.sessions);
    const other = openWindow();
    await other.sessions.load();
    const fresh = await signIn(other.sessions);
    assert.equal(mine.sessions.current, old);
    const late = mine.sessions.at(euOrigin).replace(old, { ...old, accessToken: 'access-2' });
    assert.equal(await late, false);
    assert.deepEqual(mine.sessions.current, fresh);
    assert.equal(secrets.values.size, 2);
  });

  describe('of several origins', () => {
    it('are parked when another is chosen and restored on coming back', async () => {
      const { sessions, changes } = openWindow();
      const session = await signIn(sessions);
      sessions.select(naOrigin);
      assert.equal(sessions.current, undefined);
      assert.equal(await sessions.load(), undefined);
      sessions.select(euOrigin);
      assert.equal(sessions.current, session);
      assert.deepEqual(
        changes.map(({ after }) => after?.id),
        [session.id, undefined, session.id],
      );
    });

    it('are stored where they were made, also if another was chosen meanwhile', async () => {
      const { sessions } = openWindow(naOrigin);
      const session = await signIn(sessions);
      assert.equal(sessions.current, undefined);
      assert.equal(sessions.at(euOrigin).session, session);
    });

    it('are removed wherever they are, and no other', async () => {
      const { sessions } = openWindow('https://circuit.company.example');
      const all = [await signIn(sessions), await signIn(sessions, { origin: naOrigin })];
      const [first, second] = all;
      await sessions.remove(second?.id ?? '');
      assert.equal(sessions.at(euOrigin).session, first);
      assert.equal(sessions.at(naOrigin).session, undefined);
      await sessions.remove(first?.id ?? '');
      assert.ok(!holdsTokens());
    });

    it('are never taken from a stored session of another origin', async () => {
      const foreign = serialiseSession(createSession(newSession({ origin: naOrigin })));
      secrets.values.set(key, foreign);
      const { sessions } = openWindow();
      assert.equal(await sessions.load(), undefined);
    });
  });

  describe('that cannot be read', () => {
    const blobs: readonly [name: string, blob: string][] = [
      ['text that is no JSON', '{"version":1'],
      ['a list', '[]'],
      [
        'a session without a token',
        JSON.stringify({ ...createSession(newSession()), accessToken: undefined }),
      ],
      ['a megabyte', `"${'x'.repeat(1024 * 1024)}"`],
      ['a forged prototype', '{"__proto__":{"version":1,"id":"a","accessToken":"x"}}'],
    ];
    for (const [name, blob] of blobs) {
      it(`count as signed out and are put aside until the next sign-in: ${name}`, async () => {
        secrets.values.set(key, blob);
        const { sessions, notices } = openWindow();
        assert.equal(await sessions.load(), undefined);
        assert.deepEqual(notices, ['corrupt']);
        assert.equal(secrets.values.get(`quarantine:${euOrigin}`), blob);
        assert.equal(secrets.values.get(key), undefined);
        await signIn(sessions);
        assert.equal(secrets.values.get(`quarantine:${euOrigin}`), undefined);
      });
    }

    it('are put aside by the time that one knows of it, or stay where they are', async () => {
      for (const fault of [undefined, 'fails'] as const) {
        secrets.values.set(key, 'no session');
        secrets.delayMs = () => 1;
        if (fault) {
          secrets.faults.set('delete', fault);
        }
        const { sessions, notices } = openWindow();
        const ended = sessions.load().then(found => [found, secrets.values.get(key)]);
        await pass(100);
        assert.deepEqual(await ended, [undefined, fault && 'no session']);
        assert.deepEqual(notices, ['corrupt']);
        const quarantine = () => secrets.values.get(`quarantine:${euOrigin}`);
        assert.equal(quarantine(), 'no session');
        const saved = signIn(sessions).then(quarantine);
        await pass(100);
        assert.equal(await saved, fault && 'no session');
      }
    });

    it('are left alone when a later version wrote them', async () => {
      const blob = JSON.stringify({ ...createSession(newSession()), version: 3, more: {} });
      secrets.values.set(key, blob);
      const { sessions, notices } = openWindow();
      assert.equal(await sessions.load(), undefined);
      assert.equal(secrets.values.get(key), blob);
      assert.deepEqual(notices, []);
    });

    it('are read without what does not belong to them', async () => {
      const session = createSession(newSession());
      secrets.values.set(key, JSON.stringify({ ...session, isAdmin: true, toString: 'x' }));
      assert.deepEqual(await openWindow().sessions.load(), session);
    });
  });

  describe('of which the storage keeps nothing over a reload', () => {
    it('are missed once at the next start, which is said', async () => {
      await signIn(openWindow().sessions);
      secrets.values.clear();
      const { sessions, notices } = openWindow();
      assert.equal(await sessions.load(), undefined);
      assert.deepEqual(notices, ['lost']);
      const next = openWindow();
      await next.sessions.load();
      assert.deepEqual(next.notices, []);
    });

    it('are missed at each Circuit at which somebody was signed in', async () => {
      const { sessions } = openWindow();
      await signIn(sessions);
      await signIn(sessions, { origin: naOrigin });
      secrets.values.clear();
      for (const origin of [naOrigin, euOrigin]) {
        const later = openWindow(origin);
        await later.sessions.load();
        assert.deepEqual(later.notices, ['lost'], origin);
      }
    });

    it('are not missed after a sign-out, nor where none was', async () => {
      const { sessions } = openWindow();
      const { id } = await signIn(sessions);
      await sessions.remove(id);
      for (const origin of [euOrigin, naOrigin]) {
        const later = openWindow(origin);
        await later.sessions.load();
        assert.deepEqual(later.notices, []);
      }
    });

    it('are not missed by a window that sees another one sign out, whatever it sees first', async () => {
      const { sessions } = openWindow();
      const { id } = await signIn(sessions);
      const late = new Map(memory.values);
      const other = new Sessions(secrets.window(), { ...memory, get: key => late.get(key) });
      const notices: StorageNotice[] = [];
      other.onDidNotice(notice => notices.push(notice));
      other.select(euOrigin);
      open.push(other);
      assert.ok(await other.load());
      await sessions.remove(id);
      await pass(1_000);
      assert.equal(other.current, undefined);
      assert.deepEqual(notices, []);
    });

    it('are remembered, and forgotten, by the time that signing in, or out, is over', async () => {
      const stored = () => memory.values.get('circuit.storedSessions');
      const signedOut = () => memory.values.get('circuit.signedOut');
      const update = async (name: string, value: unknown) => {
        // No write hides behind another that takes longer.
        await new Promise(resolve => setTimeout(resolve, name === 'circuit.signedOut' ? 20 : 10));
        await memory.update(name, value);
      };
      const sessions = new Sessions(secrets.window(), { ...memory, update });
      open.push(sessions);
      const within = async <T>(operation: Promise<T>): Promise<T> => {
        await pass(1_000);
        return await operation;
      };
      sessions.select(euOrigin);
      const saving = signIn(sessions).then(session => ({ session, kept: stored() }));
      const { session, kept } = await within(saving);
      assert.deepEqual(kept, [euOrigin]);
      secrets.faults.set('delete', 'fails');
      const failing = sessions.remove(session.id).then(signedOut);
      assert.deepEqual(await within(failing), [session.id]);
      secrets.faults.clear();
      const removing = sessions.remove(session.id).then(() => [stored(), signedOut()]);
      assert.deepEqual(await within(removing), [[], []]);
      memory.values.set('circuit.storedSessions', [euOrigin]);
      const other = new Sessions(secrets.window(), { ...memory, update });
      other.select(euOrigin);
      open.push(other);
      assert.deepEqual(await within(other.load().then(stored)), []);
      secrets.values.set(key, 'no session');
      memory.values.set('circuit.storedSessions', [euOrigin]);
      const third = new Sessions(secrets.window(), { ...memory, update });
      third.select(euOrigin);
      open.push(third);
      const quarantined = () => [secrets.values.get(`quarantine:${euOrigin}`), stored()];
      assert.deepEqual(await within(third.load().then(quarantined)), ['no session', []]);
    });

    it('are kept where what is remembered of them cannot be', async () => {
      const full = () => Promise.reject(new Error('full'));
      const sessions = new Sessions(secrets.window(), { ...memory, update: full });
      const notices: StorageNotice[] = [];
      sessions.onDidNotice(notice => notices.push(notice));
      open.push(sessions);
      await signIn(sessions);
      assert.deepEqual(notices, []);
      assert.ok(await openWindow().sessions.load());
    });
  });

  describe('in a storage that fails', () => {
    it('are read later, once it works again, after one message', async () => {
      await signIn(openWindow().sessions);
      secrets.faults.set('get', 'fails');
      const { sessions, notices } = openWindow();
      await assert.rejects(sessions.load(), (error: unknown) => {
        assert.ok(error instanceof StorageError);
        assert.equal(error.fault, 'failed');
        assert.match(error.message, /secret storage reported an error/);
        return true;
      });
      await settle();
      assert.deepEqual(notices, ['unreadable']);
      secrets.faults.clear();
      assert.equal((await sessions.load())?.userId, 'user-1');
    });

    it('are waited for five seconds and no longer', async () => {
      secrets.faults.set('get', 'hangs');
      const { sessions } = openWindow();
      const loading = assert.rejects(sessions.load(), {
        fault: 'silent',
        message: /secret storage isn't responding/,
      });
      let isOver = false;
      void loading.then(() => (isOver = true));
      await pass(4_999);
      assert.equal(isOver, false);
      await pass(1);
      await loading;
    });

    for (const fault of ['fails', 'forgets', 'hangs'] as const) {
      it(`work in this window only, which is said, when storing ${fault}`, async () => {
        const { sessions, notices } = openWindow();
        await sessions.load();
        secrets.faults.set('store', fault);
        const saving = sessions.at(euOrigin).save(createSession(newSession()));
        await pass(storageDeadlineMs);
        assert.equal(await saving, true);
        assert.deepEqual(notices, ['windowOnly']);
        const session = sessions.current;
        assert.equal(session?.accessToken, 'access-1');
        secrets.changed.fire({ key });
        await pass(1000);
        assert.equal(sessions.current, session);
      });
    }

    it('work in this window only, which is said, when it is not kept which one is current', async () => {
      const window = secrets.window();
      const store: typeof window.store = async (name, value) =>
        name === key ? Promise.reject(new Error('full')) : window.store(name, value);
      const sessions = new Sessions({ ...window, store }, memory);
      const notices: StorageNotice[] = [];
      sessions.onDidNotice(notice => notices.push(notice));
      sessions.select(euOrigin);
      open.push(sessions);
      const session = await signIn(sessions);
      assert.deepEqual(notices, ['windowOnly']);
      assert.equal(sessions.current, session);
    });

    it('do not come back when deleting failed, and are deleted at the next start', async () => {
      const mine = openWindow();
      const session = await signIn(mine.sessions);
      secrets.faults.set('delete', 'fails');
      await mine.sessions.remove(session.id);
      assert.equal(mine.sessions.current, undefined);
      assert.deepEqual(mine.notices, ['notRemoved']);
      assert.ok(holdsTokens());
      assert.equal(await openWindow().sessions.load(), undefined);

      secrets.faults.clear();
      secrets.delayMs = () => 1;
      const loading = openWindow().sessions.load();
      const ended = loading.then(found => ({ found, isStored: holdsTokens() }));
      await pass(100);
      assert.deepEqual(await ended, { found: undefined, isStored: false });
    });

    it('do not come back either when somebody signs out at another Circuit afterwards', async () => {
      const mine = openWindow();
      const first = await signIn(mine.sessions);
      const second = await signIn(mine.sessions, { origin: naOrigin });
      const third = await signIn(mine.sessions, { origin: 'https://circuit.company.example' });
      secrets.faults.set('delete', 'fails');
      await mine.sessions.at(first.origin).remove(first.id);
      await mine.sessions.at(second.origin).remove(second.id);
      secrets.faults.clear();
      await mine.sessions.at(third.origin).remove(third.id);
      for (const { origin } of [first, second, third]) {
        assert.equal(await openWindow(origin).sessions.load(), undefined, origin);
        const places = [...secrets.values.keys()].filter(each =>
          each.startsWith(`session:${origin}#`),
        );
        assert.deepEqual(places, []);
      }
    });

    it('do not come back for the last twenty sign-outs', async () => {
      const { sessions } = openWindow();
      secrets.faults.set('delete', 'fails');
      const ids: string[] = [];
      for (let n = 0; n < 21; n += 1) {
        const { id, origin } = await signIn(sessions, { origin: `https://c${n}.example` });
        await sessions.at(origin).remove(id);
        ids.push(id);
      }
      assert.deepEqual(memory.values.get('circuit.signedOut'), ids.slice(1));
    });

    it('stay as they were, which is said, when another window brought news nobody can read', async () => {
      const mine = openWindow();
      const session = await signIn(mine.sessions);
      await pass(1000);
      secrets.faults.set('get', 'fails');
      secrets.changed.fire({ key });
      await pass(1000);
      assert.deepEqual(mine.notices, ['unreadable']);
      assert.equal(mine.sessions.current, session);
    });

    it('are left where they are when they could not be put aside, and are put aside later', async () => {
      secrets.values.set(key, 'no session');
      secrets.faults.set('store', 'fails');
      assert.equal(await openWindow().sessions.load(), undefined);
      assert.equal(secrets.values.get(key), 'no session');
      secrets.faults.clear();
      assert.equal(await openWindow().sessions.load(), undefined);
      assert.equal(secrets.values.get(`quarantine:${euOrigin}`), 'no session');
      assert.equal(secrets.values.has(key), false);
    });

    it('are signed out when VS Code lost the value', async () => {
      const mine = openWindow();
      await signIn(mine.sessions);
      secrets.values.clear();
      assert.equal(await openWindow().sessions.load(), undefined);
    });

    it('never let its own words out', async () => {
      await signIn(openWindow().sessions);
      secrets.faults.set('get', 'fails');
      await assert.rejects(
        openWindow().sessions.load(),
        error => error instanceof Error && !`${error.message}${error.stack}`.includes('access-1'),
      );
    });
  });

  it('are deleted once what another window put in their place has been read', async () => {
    const mine = openWindow();
    await signIn(mine.sessions);
    const fresh = createSession(newSession({ accessToken: 'access-2' }));
    secrets.values.set(`${key}#${fresh.id}`, serialiseSession(fresh));
    secrets.values.set(key, JSON.stringify({ version: 2, id: fresh.id }));
    assert.deepEqual(await mine.sessions.at(euOrigin).reload(), fresh);
    assert.deepEqual([...secrets.values.keys()].sort(), [key, `${key}#${fresh.id}`]);
  });

  describe('once disposed', () => {
    it('do not read a change they had just heard of', async () => {
      const { sessions } = openWindow();
      await sessions.load();
      const reads = secrets.count('get');
      secrets.changed.fire({ key });
      assert.equal(clock.countTimers(), 1);
      sessions.dispose();
      assert.equal(clock.countTimers(), 0);
      await pass(1_000);
      assert.equal(secrets.count('get'), reads);
    });

    it('do not say that they cannot read what another window brought', async () => {
      const { sessions } = openWindow();
      await signIn(sessions);
      await pass(1_000);
      const notices: StorageNotice[] = [];
      sessions.at(euOrigin).onDidNotice(notice => notices.push(notice));
      secrets.delayMs = () => 10;
      secrets.faults.set('get', 'fails');
      secrets.changed.fire({ key });
      await pass(105);
      sessions.dispose();
      await pass(1_000);
      assert.deepEqual(notices, []);
    });

    it('tell nobody what was still under way', async () => {
      for (const fault of [undefined, 'fails'] as const) {
        secrets.values.set(key, serialiseSession(createSession(newSession())));
        secrets.delayMs = () => 10;
        const { sessions, changes, notices } = openWindow();
        sessions.at(euOrigin).onDidChange(change => changes.push(change));
        sessions.at(euOrigin).onDidNotice(notice => notices.push(notice));
        if (fault) {
          secrets.faults.set('get', fault);
        }
        const loading = sessions.load().catch(() => undefined);
        sessions.dispose();
        await pass(1_000);
        await loading;
        sessions.select(undefined);
        assert.deepEqual([changes, notices], [[], []]);
      }
    });
  });

  it('do nothing any more once disposed', async () => {
    const { sessions, changes } = openWindow();
    await sessions.load();
    sessions.dispose();
    secrets.values.set(key, serialiseSession(createSession(newSession())));
    secrets.changed.fire({ key });
    await pass(1000);
    assert.deepEqual(changes, []);
    assert.equal(clock.countTimers(), 0);
  });
});
