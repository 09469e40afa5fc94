import assert from 'node:assert/strict';
import { UserError } from '../../../../src/base/userError';
import { DEFAULT_WORKING_HOURS as hours } from '../../../../src/presence/dndTimes';
import {
  readMessageArgs,
  readStatusArgs,
  ZoneNeeded,
} from '../../../../src/status/change/statusArgs';

const now = Date.parse('2026-11-23T13:10:00Z');
const at1310 = Date.parse('2026-11-23T13:10:00+01:00');

describe('Arguments of a command on the own presence', () => {
  const good: [args: object, change: object][] = [
    [{ state: 'BUSY' }, { state: 'BUSY' }],
    [
      { state: 'away', message: '' },
      { state: 'AWAY', statusMessage: '' },
    ],
    [{ message: 'lunch' }, { statusMessage: 'lunch' }],
    [
      { state: 'DND', durationMinutes: 90 },
      { state: 'DND', dndUntil: now + 5_400_000 },
    ],
    [
      { state: 'DND', until: now + 1 },
      { state: 'DND', dndUntil: now + 1 },
    ],
    [
      { state: 'DND', until: '2026-11-23T15:00:00+01:00' },
      { state: 'DND', dndUntil: now + 3_000_000 },
    ],
    [
      { state: 'DND', until: '2h' },
      { state: 'DND', dndUntil: now + 7_200_000 },
    ],
  ];
  for (const [args, change] of good) {
    it(`${JSON.stringify(args)} are taken`, () => {
      const read = readStatusArgs(args, { now, hours });
      assert.deepEqual(JSON.parse(JSON.stringify(read)), change);
    });
  }

  const ends: [until: string, end: string][] = [
    ['14:30', '2026-11-23T14:30+01:00'],
    ['5 p.m.', '2026-11-23T17:00+01:00'],
    ['until 3', '2026-11-23T15:00+01:00'],
    ['9 am tomorrow', '2026-11-24T09:00+01:00'],
    ['bis 15h30', '2026-11-23T15:30+01:00'],
    ['fri 9:00', '2026-11-27T09:00+01:00'],
    ['2026-11-24T08:00', '2026-11-24T08:00+01:00'],
    ['2026-11-24T08:00Z', '2026-11-24T08:00Z'],
  ];
  for (const [until, end] of ends) {
    it(`read "${until}" as the quick pick does, in the zone of the person`, () => {
      const context = { now: at1310, hours, timeZone: 'Europe/Berlin' };
      const { dndUntil } = readStatusArgs({ state: 'DND', until }, context);
      assert.equal(dndUntil, Date.parse(end));
    });
  }

  it('refuse a time of the clock while the zone of the person is not known, but no length', () => {
    const context = { now: at1310, hours, isZoneUnknown: true };
    const read = (until: string) => readStatusArgs({ state: 'DND', until }, context).dndUntil;
    assert.throws(() => read('14:30'), ZoneNeeded);
    assert.throws(() => read('tomorrow'), ZoneNeeded);
    assert.equal(read('2h'), at1310 + 7_200_000);
    assert.equal(read('2026-11-24T08:00Z'), Date.parse('2026-11-24T08:00Z'));
  });

  it('are not guessed at where an hour can be two', () => {
    const context = { now: at1310, hours, timeZone: 'Europe/Berlin' };
    assert.throws(() => readStatusArgs({ state: 'DND', until: '10:30' }, context), /ambiguous/);
  });

  it('take a message as it is written', () => {
    const message = '90m in  review';
    assert.equal(readStatusArgs({ message }, { now, hours }).statusMessage, message);
    assert.equal(readMessageArgs({ message }).statusMessage, message);
  });

  it('need no state where the command has one', () => {
    const read = readStatusArgs({ durationMinutes: 60 }, { now, hours, state: 'DND' });
    assert.deepEqual(read, { state: 'DND', dndUntil: now + 3_600_000, statusMessage: undefined });
  });

  const bad: [args: unknown, sentence: RegExp][] = [
    [null, /Only "state"/],
    ['BUSY', /Only "state"/],
    [['BUSY'], /Only "state"|"message" is required/],
    [{}, /"state" or a "message" is required/],
    [{ state: 'OFFLINE' }, /"state" must be/],
    [{ state: 7 }, /"state" must be/],
    [{ state: 'BUSY', host: 'https://evil.example' }, /Only "state"/],
    [{ state: 'BUSY', until: now + 60_000 }, /Only the state "DND"/],
    [{ message: 'x', durationMinutes: 5 }, /Only the state "DND"/],
    [{ state: 'DND' }, /requires "until" or "durationMinutes"/],
    [{ state: 'DND', durationMinutes: 0 }, /"durationMinutes" must be/],
    [{ state: 'DND', durationMinutes: NaN }, /"durationMinutes" must be/],
    [{ state: 'DND', durationMinutes: Infinity }, /"durationMinutes" must be/],
    [{ state: 'DND', durationMinutes: '60' }, /"durationMinutes" must be/],
    [{ state: 'DND', durationMinutes: 5, until: '2h' }, /not both/],
    [{ state: 'DND', until: now - 1 }, /must be in the future/],
    [{ state: 'DND', until: now / 1000 }, /must be in the future/],
    [{ state: 'DND', until: 1e18 }, /must be in the future/],
    [{ state: 'DND', until: NaN }, /"until" must be a time/],
    [{ state: 'DND', until: 'whenever' }, /"until" must be a time/],
    [{ state: 'DND', until: '2h lunch' }, /"until" must be a time/],
    [{ state: 'DND', until: '2026-99-99T00:00:00Z' }, /"until" must be a time/],
    [{ state: 'DND', until: '30' }, /"until" must be a time/],
    [{ state: 'DND', until: {} }, /"until" must be a time/],
    [{ state: 'DND', until: '1'.repeat(1_000_000) }, /"until" must be a time/],
    [{ message: 'x'.repeat(256) }, /at most 255/],
    [{ message: { toString: () => 'x' } }, /"message" must be text/],
    [
      JSON.parse('{"__proto__": {"state": "BUSY"}}'),
      /"state" or a "message" is required|Only "state"/,
    ],
    [JSON.parse('{"constructor": 1, "state": "BUSY"}'), /Only "state"/],
  ];
  for (const [args, sentence] of bad) {
    it(`${JSON.stringify(args).slice(0, 60)} are refused with a sentence`, () => {
      assert.throws(
        () => readStatusArgs(args, { now, hours }),
        error => error instanceof UserError && sentence.test(error.message),
      );
    });
  }

  it('cannot change the state of a command that has one', () => {
    assert.throws(
      () => readStatusArgs({ state: 'AWAY' }, { now, hours, state: 'BUSY' }),
      /sets its own state/,
    );
  });

  it('are a message and nothing else for the message', () => {
    assert.deepEqual(readMessageArgs({ message: 'hi' }), { statusMessage: 'hi' });
    for (const args of [{}, { message: 'hi', state: 'BUSY' }, 'hi', { message: 1 }]) {
      assert.throws(() => readMessageArgs(args), UserError);
    }
  });
});
