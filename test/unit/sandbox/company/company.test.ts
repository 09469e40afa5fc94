import assert from 'node:assert/strict';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/app';

const monday = Date.UTC(2026, 2, 2);
const minute = 60_000;
const day = 24 * 60 * minute;

const presencesOf = (sandbox: Sandbox) =>
  sandbox.company.people.map(person => sandbox.presenceOf(person.user.userId));

describe('the made-up company', () => {
  const { people, labels } = createSandbox().company;
  const users = people.map(person => person.user);

  it('has forty people with ids, names and addresses of their own', () => {
    assert.equal(people.length, 40);
    for (const field of ['userId', 'displayName', 'emailAddress'] as const) {
      assert.equal(new Set(users.map(user => user[field])).size, 40, field);
    }
    assert.ok(labels.length > 3);
  });

  it('uses only addresses and numbers that nobody can have', () => {
    const phone =
      /^(\+49 30 23125 \d{3}|\+44 20 7946 0\d{3}|\+33 1 99 00 \d\d \d\d|\+1 303 555 01\d\d|\+61 3 5550 \d{4})$/;
    for (const user of users) {
      const addresses = [user.emailAddress, ...(user.emailAddresses ?? []).map(e => e.address)];
      addresses.forEach(each =>
        assert.match(each, /^[a-z.+-]+@(tidewick\.example|example\.(com|org))$/),
      );
      (user.phoneNumbers ?? []).forEach(each => assert.match(each.phoneNumber, phone));
    }
  });

  it('has the odd ones: a guest, a bot, somebody suspended, some without phone or department', () => {
    const types = users.map(user => user.userType);
    assert.deepEqual([types.includes('GUEST'), types.includes('BOT')], [true, true]);
    assert.ok(users.some(user => user.userState === 'SUSPENDED'));
    assert.ok(users.some(user => user.phoneNumber === undefined));
    assert.ok(users.some(user => user.department === undefined));
    assert.ok(users.some(user => user.secondaryEmailAddress !== undefined));
  });

  it('is the same for the same seed and has other ids for another', () => {
    const idsOf = (seed: string) =>
      createSandbox({ seed }).company.people.map(person => person.user.userId);
    assert.deepEqual(idsOf('a'), idsOf('a'));
    assert.equal(new Set([...idsOf('a'), ...idsOf('b')]).size, 80);
    assert.ok(
      idsOf('a').every(id =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
      ),
    );
  });
});

describe('presences', () => {
  it('depend on seed, person and clock alone', () => {
    let now = monday;
    const one = createSandbox({ now: () => now });
    const other = createSandbox({ now: () => now });
    const day1 = [9, 10, 11].map(hour => {
      now = monday + hour * 60 * minute;
      return presencesOf(one);
    });
    now = monday + 10 * 60 * minute;
    assert.deepEqual(presencesOf(other), day1[1]);
    assert.notDeepEqual(day1[0], day1[1]);
  });

  it('are lively at every hour of the week and change every few minutes', () => {
    let now = monday;
    const sandbox = createSandbox({ now: () => now });
    for (now = monday; now < monday + 7 * day; now += 37 * minute) {
      const before = presencesOf(sandbox);
      const states = before.filter(each => !each.isOptedOut).map(each => each.state);
      assert.ok(
        states.filter(state => state !== 'OFFLINE').length >= 5,
        new Date(now).toISOString(),
      );
      now += 10 * minute;
      assert.notDeepEqual(presencesOf(sandbox), before, new Date(now).toISOString());
    }
  });

  it('end Do Not Disturb when they said they would', () => {
    let now = monday;
    const sandbox = createSandbox({ now: () => now });
    let ends = 0;
    for (let at = monday; at < monday + day; at += 60 * minute) {
      now = at;
      for (const { userId, state, dndUntil } of presencesOf(sandbox)) {
        now = at;
        if (state !== 'DND') {
          continue;
        }
        ends++;
        assert.ok(dndUntil !== undefined && dndUntil > at);
        now = dndUntil - 1;
        assert.equal(sandbox.presenceOf(userId).dndUntil, dndUntil);
        now = dndUntil;
        assert.ok(['AVAILABLE', 'OFFLINE'].includes(sandbox.presenceOf(userId).state));
      }
    }
    assert.ok(ends > 10);
  });

  it('show all states, messages, mobile people and places over a day', () => {
    let now = monday;
    const sandbox = createSandbox({ now: () => now });
    const seen = [];
    for (now = monday; now < monday + day; now += 60 * minute) {
      seen.push(...presencesOf(sandbox));
    }
    assert.equal(new Set(seen.map(each => each.state)).size, 5);
    assert.ok(seen.some(each => each.mobile));
    assert.ok(seen.some(each => each.statusMessage));
    assert.ok(seen.some(each => each.locationText));
  });

  it('hide everything of somebody who opted out', () => {
    const sandbox = createSandbox();
    const hidden = presencesOf(sandbox).filter(each => each.isOptedOut);
    assert.equal(hidden.length, 1);
    assert.deepEqual(Object.keys(hidden[0] ?? {}).sort(), [
      'isOptedOut',
      'mobile',
      'poor',
      'state',
      'userId',
    ]);
  });

  it('of the default account stay available until somebody sets them', () => {
    let now = monday;
    const sandbox = createSandbox({ now: () => now });
    for (now = monday; now < monday + 7 * day; now += 60 * minute) {
      assert.equal(sandbox.presenceOf(sandbox.me.userId).state, 'AVAILABLE');
    }
    sandbox.setPresenceOf(sandbox.me.userId, { state: 'BUSY', statusMessage: 'Here' });
    assert.equal(sandbox.presenceOf(sandbox.me.userId).statusMessage, 'Here');
    assert.throws(() => sandbox.setPresenceOf('nobody', { state: 'BUSY' }));
  });

  it('survive in a state that is kept as JSON, without what does not fit', () => {
    const first = createSandbox();
    let told = 0;
    first.onDidChangeState(() => told++);
    const colleague = first.company.people[5]?.user.userId ?? '';
    first.setPresenceOf(first.me.userId, { state: 'AWAY', statusMessage: 'Back soon' });
    first.setPresenceOf(colleague, { state: 'DND', dndUntil: Date.now() + day });
    assert.equal(told, 2);
    const kept: typeof first.state = JSON.parse(JSON.stringify(first.state)) as typeof first.state; // the same shape
    const second = createSandbox({ state: kept });
    assert.deepEqual(second.presenceOf(colleague), first.presenceOf(colleague));
    assert.deepEqual(second.presenceOf(first.me.userId), first.presenceOf(first.me.userId));
    const spoilt: unknown = {
      presences: { nobody: { state: 'BUSY' }, [colleague]: { state: 7 }, [first.me.userId]: null },
    };
    const third = createSandbox({ state: spoilt as typeof kept }); // wrong on purpose
    assert.deepEqual(Object.keys(third.state.presences), [first.me.userId]);
    assert.equal(third.presenceOf(first.me.userId).state, 'AVAILABLE');
  });
});
