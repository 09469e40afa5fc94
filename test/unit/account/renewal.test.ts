import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { createSession, type NewSession, type Session } from '../../../src/account/storage/session';
import { Sessions } from '../../../src/account/storage/sessions';
import { createTokenSource } from '../../../src/account/tokenSource';
import type { Lease, Turn } from '../../../src/base/lease';
import { NetworkError, UnauthorizedError } from '../../../src/circuit/errors';
import type { Tokens } from '../../../src/circuit/oauth/grants';
import { createLog, createMemory, newSession, settle, SharedSecrets } from './support';

const minuteMs = 60_000;
const lost = () => new NetworkError('lost', 'unreachable');

/** A window with a session that can be refreshed, and a Circuit that does as told. */
describe('The renewal of an access token', () => {
  let clock: Clock;
  let secrets: SharedSecrets;
  let open: Sessions[];
  /** What the lease answers each time, at last for ever, and what was left when a turn ended. */
  let turns: Awaited<ReturnType<Lease['take']>>[];
  let takes: number;
  let left: (string | undefined)[];
  let refreshedAt: number[];
  let refresh: (session: Session) => Promise<Tokens | 'refused'>;
  let askedWhose: string[];
  let whose: () => Promise<string>;

  beforeEach(() => {
    clock = install({ toNotFake: ['queueMicrotask', 'nextTick'] });
    secrets = new SharedSecrets();
    open = [];
    turns = [turn('')];
    takes = 0;
    left = [];
    refreshedAt = [];
    refresh = () =>
      Promise.resolve({ accessToken: `access-${refreshedAt.length + 1}`, scopes: ['READ_USER'] });
    askedWhose = [];
    whose = () => Promise.resolve('user-1');
  });
  afterEach(() => {
    open.forEach(sessions => sessions.dispose());
    assert.equal(clock.countTimers(), 0);
    clock.uninstall();
  });

  const turn = (note: string): Turn => ({
    note,
    keep: () => Promise.resolve(),
    isHeld: () => Promise.resolve(true),
    end: kept => {
      left.push(kept);
      return Promise.resolve(true);
    },
  });
  const lease: Lease = {
    isFree: () => Promise.resolve(true),
    take: () => {
      takes += 1;
      const [next] = turns.length > 1 ? turns.splice(0, 1) : turns;
      return Promise.resolve(next ?? assert.fail());
    },
  };

  async function start(changes: Partial<NewSession> = {}) {
    const sessions = new Sessions(secrets.window(), createMemory());
    open.push(sessions);
    const app = { refreshToken: 'refresh-1', clientId: 'app', issuedAt: Date.now() };
    const created = createSession(newSession({ ...app, ...changes }));
    const session = { ...created, id: `80000000${created.id.slice(8)}` };
    const at = sessions.at(session.origin);
    await at.save(session);
    await pass(1_000);
    const renewal = {
      refresh: (stored: Session) => {
        refreshedAt.push(performance.now());
        return refresh(stored);
      },
      whose: ({ accessToken }: Session) => {
        askedWhose.push(accessToken);
        return whose();
      },
    };
    const log = createLog();
    const token = createTokenSource({ sessions: at, userId: 'user-1', renewal, log, lease });
    return { token, session, sessions, at, log };
  }

  const pass = async (ms: number) => {
    await clock.tickAsync(ms);
    await settle();
  };

  /** What another window stores. */
  async function storeElsewhere(session: Session): Promise<void> {
    const other = new Sessions(secrets.window(), createMemory());
    open.push(other);
    await other.at(session.origin).save(session);
  }

  it('keeps what came with it, and what came not, under the same id', async () => {
    const { token, session, at } = await start({ expiresAt: Date.now() + 5 * minuteMs });
    refresh = () =>
      Promise.resolve({
        accessToken: 'access-2',
        refreshToken: 'refresh-2',
        expiresAt: 12_345_678,
        scopes: ['READ_USER'],
      });
    const now = Date.now();
    assert.equal(await token('access-1'), 'access-2');
    assert.deepEqual(at.session, {
      ...session,
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
      issuedAt: now,
      expiresAt: 12_345_678,
      scopes: ['READ_USER'],
    });
  });

  it('gives way to a sign-in of the same person that comes meanwhile', async () => {
    const { token, at } = await start();
    const fresh = createSession(newSession({ accessToken: 'access-of-sign-in' }));
    refresh = async () => {
      await at.save(fresh);
      return { accessToken: 'access-2', scopes: [] };
    };
    assert.equal(await token('access-1'), 'access-of-sign-in');
    assert.equal(at.session, fresh);
  });

  describe('in turns with other windows', () => {
    it('waits three seconds, and no longer, for what the last one to do so has stored', async () => {
      const { token, session, log } = await start();
      turns = [turn(`${session.id} ${session.issuedAt + 1}`)];
      const reads = secrets.count('get');
      const began = performance.now();
      const asked = token('access-1');
      await pass(2_999);
      assert.deepEqual(refreshedAt, []);
      await pass(1);
      assert.deepEqual(refreshedAt, [began + 3_000]);
      assert.equal(await asked, 'access-2');
      assert.ok(secrets.count('get') - reads <= 2 * 35, 'ten times a second');
      assert.deepEqual(log.lines, ['The access token was refreshed.']);
    });

    it('takes what the last one has stored as soon as it is there', async () => {
      const { token, session } = await start();
      turns = [turn(`${session.id} ${session.issuedAt + 1}`)];
      const asked = token('access-1');
      await pass(550);
      const issuedAt = session.issuedAt + 1;
      await storeElsewhere({ ...session, accessToken: 'access-of-other', issuedAt });
      await pass(100);
      assert.equal(await asked, 'access-of-other');
      assert.deepEqual(refreshedAt, []);
      assert.deepEqual(left, [`${session.id} ${issuedAt}`]);
    });

    it('waits for nothing where the last one noted this very session, or another', async () => {
      const { token, session } = await start();
      for (const note of [`${session.id} ${session.issuedAt}`, 'another 1', '']) {
        turns = [turn(note)];
        refresh = () => Promise.reject(lost());
        await assert.rejects(token('access-1'), NetworkError);
      }
      assert.equal(refreshedAt.length, 3);
    });

    it('has ended its turn by the time that anybody uses the token', async () => {
      const { token } = await start();
      const ended = Promise.withResolvers<boolean>();
      turns = [{ ...turn(''), end: () => ended.promise }];
      let isGiven = false;
      const asked = token('access-1').finally(() => (isGiven = true));
      await pass(1_000);
      assert.equal(isGiven, false);
      ended.resolve(true);
      assert.equal(await asked, 'access-2');
    });

    it('leaves a note of what it has stored, and the old one after a failure', async () => {
      const { token, session, at } = await start();
      turns = [turn('before')];
      refresh = () => Promise.reject(lost());
      await assert.rejects(token('access-1'), NetworkError);
      assert.deepEqual(left.splice(0), ['before']);
      refresh = () => Promise.resolve({ accessToken: 'access-2', scopes: [] });
      await pass(5);
      await token('access-1');
      assert.deepEqual(left, [`${session.id} ${at.session?.issuedAt}`]);
      assert.notEqual(at.session?.issuedAt, session.issuedAt);
    });

    it('looks ten times a second whether another one is done', async () => {
      const { token, session } = await start();
      turns = ['taken'];
      const asked = token('access-1');
      await pass(1_050);
      assert.equal(takes, 11);
      await storeElsewhere({ ...session, accessToken: 'access-of-other' });
      await pass(100);
      assert.equal(await asked, 'access-of-other');
      assert.deepEqual([refreshedAt, left], [[], []]);
    });

    it('takes its turn when another one gave up', async () => {
      const { token } = await start();
      turns = ['taken', 'taken', turn('')];
      const asked = token('access-1');
      await pass(199);
      assert.equal(refreshedAt.length, 0);
      await pass(1);
      assert.equal(await asked, 'access-2');
    });

    it('ends when the person signs out while it waits', async () => {
      const { token, session, at } = await start();
      turns = ['taken'];
      const ended = assert.rejects(token('access-1'), UnauthorizedError);
      await at.remove(session.id);
      await pass(100);
      await ended;
      assert.deepEqual(refreshedAt, []);
    });

    it('needs no turn where windows share nothing', async () => {
      const { token } = await start();
      turns = ['unshared'];
      assert.equal(await token('access-1'), 'access-2');
      assert.deepEqual(left, []);
    });

    it('goes by what this window holds while the storage cannot be read', async () => {
      const { token } = await start();
      secrets.faults.set('get', 'fails');
      assert.equal(await token('access-1'), 'access-2');
    });
  });

  it('comes at most once a minute', async () => {
    const { token } = await start();
    refresh = () =>
      Promise.resolve({
        accessToken: `access-${refreshedAt.length + 1}`,
        refreshToken: 'r',
        scopes: [],
      });
    assert.equal(await token('access-1'), 'access-2');
    await pass(minuteMs - 1);
    assert.equal(await token('access-2'), 'access-2');
    await pass(1);
    assert.equal(await token('access-2'), 'access-3');
    assert.equal(refreshedAt.length, 2);
  });

  it('comes for no token but the one in use', async () => {
    const { token } = await start();
    assert.equal(await token('access-0'), 'access-1');
    assert.deepEqual(refreshedAt, []);
  });

  it('comes when it is due, and not before', async () => {
    const { token, session } = await start({ expiresAt: Date.now() + 100 * minuteMs });
    // Five minutes early, and half of what is a fifth of its life.
    const due = session.issuedAt + (100 - 5 - 10) * minuteMs;
    await pass(due - Date.now() - 1);
    assert.equal(await token(), 'access-1');
    await pass(1);
    assert.equal(await token(), 'access-2');
  });

  it('that fails is a failure from the moment on at which the old token ends', async () => {
    const { token, session } = await start({ expiresAt: Date.now() + 10 * minuteMs });
    refresh = () => Promise.reject(lost());
    await pass((session.expiresAt ?? 0) - Date.now() - 1);
    assert.equal(await token(), 'access-1');
    await pass(1);
    await assert.rejects(token(), NetworkError);
  });

  it('that is told to be over ends the sign-in, also while the old token lives', async () => {
    const { token } = await start({ expiresAt: Date.now() + 10 * minuteMs });
    refresh = () => Promise.reject(new UnauthorizedError());
    await pass(9 * minuteMs);
    await assert.rejects(token(), UnauthorizedError);
  });

  it('is for all who ask meanwhile', async () => {
    const { token } = await start();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => token('access-1')));
    assert.deepEqual(new Set(tokens), new Set(['access-2']));
    assert.equal(refreshedAt.length, 1);
  });

  it('gives no token before it is known to be of the same person', async () => {
    const { token } = await start();
    whose = () => Promise.reject(lost());
    await assert.rejects(token('access-1'), NetworkError);
    await assert.rejects(token(), NetworkError);
    whose = () => Promise.resolve('user-1');
    assert.deepEqual(await Promise.all([token(), token()]), ['access-2', 'access-2']);
    assert.equal(await token(), 'access-2');
    assert.deepEqual(askedWhose, ['access-2', 'access-2', 'access-2']);
    assert.equal(refreshedAt.length, 1);
  });

  it('of the token of somebody else forgets it before anybody hears of it', async () => {
    const { token, at } = await start();
    whose = () => Promise.resolve('user-2');
    secrets.delayMs = () => 1;
    const stored = () => [...secrets.values.values()].filter(text => text.includes('access-'));
    const ended = token('access-1').catch((error: unknown) => ({ error, stored: stored() }));
    await pass(100);
    assert.deepEqual(await ended, { error: new UnauthorizedError(), stored: [] });
    assert.equal(at.session, undefined);
  });
});
