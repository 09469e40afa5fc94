import assert from 'node:assert/strict';
import * as v from 'valibot';
import { parseItems } from '../../../src/circuit/fields';
import {
  labelSchema,
  presenceSchema,
  supportInfoSchema,
  userSchema,
} from '../../../src/circuit/schemas';

const userId = 'a76302a9-aa2a-4b1c-9d7e-000000000000';
const end = Date.UTC(2026, 5, 1, 12);

const readPresence = (wire: object) => v.parse(presenceSchema, { userId, ...wire });
const readUser = (wire: object) => v.parse(userSchema, { userId, ...wire });

describe('a presence on the wire', () => {
  it('is read in full, without location and other people’s fields', () => {
    const wire = {
      userId,
      state: 'DND',
      statusMessage: 'Deep work',
      dndUntil: end,
      mobile: true,
      poor: false,
      isOptedOut: true,
      timeZoneOffset: -60,
      latitude: 48.1,
      longitude: 11.5,
      locationText: 'Somewhere',
      inTransit: false,
    };
    assert.deepEqual(v.parse(presenceSchema, wire), {
      userId,
      state: 'DND',
      statusMessage: 'Deep work',
      dndUntil: end,
      mobile: true,
      isOptedOut: true,
    });
  });

  const states: readonly [wire: unknown, state: string][] = [
    ['AVAILABLE', 'AVAILABLE'],
    ['AWAY', 'AWAY'],
    ['BUSY', 'BUSY'],
    ['DND', 'DND'],
    ['OFFLINE', 'OFFLINE'],
    ['ACTIVE', 'UNKNOWN'],
    ['available', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ];
  for (const [wire, state] of states) {
    it(`has the state ${state} for ${JSON.stringify(wire)}`, () => {
      assert.equal(readPresence({ state: wire }).state, state);
    });
  }

  const ends: readonly [wire: unknown, dndUntil: number | undefined][] = [
    [end, end],
    [end + 0.5, end],
    ['2026-06-01T12:00:00.000Z', end],
    ['2026-06-01T14:00:00+02:00', end],
    ['2026-06-01T14:00:00+0200', end],
    [Date.UTC(2010, 0), Date.UTC(2010, 0)],
    [Date.UTC(2010, 0) - 1, undefined],
    [Date.UTC(2200, 0), Date.UTC(2200, 0)],
    [Date.UTC(2200, 0) + 1, undefined],
    [end / 1000, undefined],
    [0, undefined],
    [-1, undefined],
    [1e300, undefined],
    [Infinity, undefined],
    [NaN, undefined],
    [String(end), undefined],
    ['tomorrow', undefined],
    ['2026-99-01T12:00:00Z', undefined],
    ['2026-06-01', undefined],
    [null, undefined],
    [{}, undefined],
  ];
  for (const [wire, dndUntil] of ends) {
    it(`ends at ${dndUntil} for ${String(wire)}`, () => {
      assert.equal(readPresence({ dndUntil: wire }).dndUntil, dndUntil);
    });
  }

  it('takes null for absent', () => {
    const wire = { state: null, statusMessage: null, dndUntil: null, mobile: null };
    assert.deepEqual(
      { ...readPresence({ ...wire, isOptedOut: null }) },
      {
        userId,
        state: 'UNKNOWN',
        statusMessage: '',
        dndUntil: undefined,
        mobile: false,
        isOptedOut: false,
      },
    );
  });

  const wrong: readonly unknown[] = [
    null,
    7,
    'text',
    [],
    {},
    { state: 'AWAY' },
    { userId: 7 },
    { userId: null },
    { userId: '' },
    { userId: '..' },
    { userId: 'a,b' },
    { userId, state: 7 },
    { userId, state: ['AWAY'] },
  ];
  for (const wire of wrong) {
    it(`is not ${JSON.stringify(wire)}`, () => {
      assert.equal(v.is(presenceSchema, wire), false);
    });
  }

  it('of a wrong shape is left out of a list and counted, the good ones stay', () => {
    const { good, dropped } = parseItems(presenceSchema, [...wrong, { userId, state: 'BUSY' }]);
    assert.deepEqual(
      good.map(({ state }) => state),
      ['BUSY'],
    );
    assert.equal(dropped, wrong.length);
  });

  it('cannot change any prototype', () => {
    const wire: unknown = JSON.parse(
      `{"userId":"${userId}","__proto__":{"mobile":true,"evil":1},"constructor":{"prototype":{"evil":1}}}`,
    );
    const presence = v.parse(presenceSchema, wire);
    assert.equal(Object.getPrototypeOf(presence), Object.prototype);
    assert.equal(presence.mobile, false);
    assert.equal('evil' in presence, false);
    assert.equal('evil' in {}, false);
  });

  it('is read a thousand times out of an endless list, and the rest is not even looked at', () => {
    let looks = 0;
    const counted = v.pipe(
      presenceSchema,
      v.transform(presence => {
        looks += 1;
        return presence;
      }),
    );
    const wire = Array.from({ length: 69_000 }, () => ({ userId, state: 'AWAY' }));
    const { good, dropped, beyond } = parseItems(counted, wire);
    assert.deepEqual([good.length, dropped, beyond, looks], [1_000, 0, 68_000, 1_000]);
  });

  it('has a message no longer than any that people see', () => {
    assert.equal(readPresence({ statusMessage: 'x'.repeat(1_000_000) }).statusMessage.length, 4096);
  });
});

describe('a person on the wire', () => {
  it('has empty texts and lists for what was not told', () => {
    assert.deepEqual(readUser({}), {
      userId,
      displayName: '',
      firstName: '',
      lastName: '',
      emailAddress: '',
      emailAddresses: [],
      phoneNumbers: [],
      jobTitle: '',
      company: '',
      department: '',
      userType: '',
      userState: '',
    });
  });

  it('takes null and nonsense in fields that do not matter for absent', () => {
    const user = readUser({
      displayName: null,
      jobTitle: 7,
      emailAddresses: 'x',
      phoneNumbers: {},
    });
    assert.deepEqual(user, readUser({}));
  });

  it('is called by first and last name where there is no other', () => {
    assert.equal(readUser({ firstName: 'Mira', lastName: 'Okafor' }).displayName, 'Mira Okafor');
    assert.equal(readUser({ lastName: 'Okafor' }).displayName, 'Okafor');
  });

  it('has all further addresses once, whatever they came as', () => {
    const user = readUser({
      emailAddress: 'a@x.example',
      emailAddresses: [
        { address: 'b@x.example', type: 'WORK' },
        'c@x.example',
        { address: 'a@x.example' },
        { address: 7 },
        null,
        'b@x.example',
      ],
      secondaryEmailAddress: 'd@x.example',
    });
    assert.deepEqual(user.emailAddresses, ['b@x.example', 'c@x.example', 'd@x.example']);
  });

  const fields = [['emailAddresses'], ['phoneNumbers']] as const;
  for (const [field] of fields) {
    it(`costs no more for half a million bad ${field} than for a few`, () => {
      let looks = 0;
      const countLooks: ProxyHandler<unknown[]> = {
        get: (target, key, receiver): unknown => {
          looks += /^\d+$/.test(String(key)) ? 1 : 0;
          return Reflect.get(target, key, receiver);
        },
      };
      const bad: unknown[] = Array.from({ length: 524_000 }, () => 0);
      const user = readUser({ [field]: new Proxy(bad, countLooks) });
      assert.deepEqual(user[field], []);
      assert.ok(looks <= 20, `${looks} of them were looked at`);
    });
  }

  it('has its first twenty further addresses and telephone numbers', () => {
    const numbers = Array.from({ length: 21 }, (_, n) => `${n}`);
    const user = readUser({
      emailAddresses: numbers,
      phoneNumbers: numbers.map(phoneNumber => ({ phoneNumber })),
    });
    assert.deepEqual(user.emailAddresses, numbers.slice(0, 20));
    assert.deepEqual(
      user.phoneNumbers,
      numbers.slice(0, 20).map(phoneNumber => ({ phoneNumber, type: '' })),
    );
  });

  it('has names no longer than any that people see', () => {
    const long = 'x'.repeat(1_000_000);
    assert.equal(readUser({ displayName: long }).displayName.length, 1024);
    assert.equal(readUser({ firstName: long, lastName: long }).displayName.length, 1024);
  });

  it('has the provisioned telephone number first', () => {
    const phoneNumbers = [{ phoneNumber: '+2', type: 'MOBILE' }, { phoneNumber: 7 }, null];
    assert.deepEqual(readUser({ phoneNumber: '+1', phoneNumbers }).phoneNumbers, [
      { phoneNumber: '+1', type: '' },
      { phoneNumber: '+2', type: 'MOBILE' },
    ]);
    assert.deepEqual(readUser({ phoneNumber: '+2', phoneNumbers }).phoneNumbers, [
      { phoneNumber: '+2', type: 'MOBILE' },
    ]);
  });
});

describe('labels and support information on the wire', () => {
  it('keep the type of support as text, be it a number or a word', () => {
    const read = (wire: object) => v.parse(supportInfoSchema, wire);
    assert.equal(read({ supportType: 2 }).supportType, '2');
    assert.equal(read({ supportType: 'EMAIL' }).supportType, 'EMAIL');
    assert.deepEqual(read({ supportType: null }), { supportEmailAddress: '', supportType: '' });
  });

  it('have a label only with id and value', () => {
    assert.equal(v.is(labelSchema, { labelId: 'l1', value: 'Release' }), true);
    assert.equal(v.is(labelSchema, { labelId: 'l1' }), false);
    const [longest, tooLong] = ['x'.repeat(4096), 'x'.repeat(4097)];
    assert.equal(v.is(labelSchema, { labelId: longest, value: longest }), true);
    assert.equal(v.is(labelSchema, { labelId: tooLong, value: longest }), false);
    assert.equal(v.is(labelSchema, { labelId: longest, value: tooLong }), false);
  });
});
