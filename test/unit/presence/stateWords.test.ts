import assert from 'node:assert/strict';
import { agoWords, clockWords, nextMidnight } from '../../../src/base/timeWords';
import type { Presence } from '../../../src/circuit/schemas';
import {
  inDemo,
  presenceIcon,
  presenceWords,
  shownState,
  type ShownState,
  stateWord,
  updateWords,
} from '../../../src/presence/stateWords';
import type { Known } from '../../../src/presence/store';
import { inZone } from './zones';

const states: ShownState[] = ['AVAILABLE', 'AWAY', 'BUSY', 'DND', 'OFFLINE', 'HIDDEN', 'UNKNOWN'];
const now = Date.parse('2026-11-23T14:00:00+01:00');
const moment = { now, language: 'en-GB' };

function known(presence: Partial<Presence>): Known {
  const whole = {
    userId: 'a',
    state: 'AVAILABLE',
    statusMessage: '',
    mobile: false,
    isOptedOut: false,
  } as const;
  return { kind: 'known', presence: { ...whole, ...presence }, checkedAt: now };
}

describe('Every state', () => {
  for (const [what, of] of [
    ['shape', (state: ShownState) => presenceIcon(state).icon],
    ['colour', (state: ShownState) => presenceIcon(state).color],
    ['word', stateWord],
  ] as const) {
    it(`has a ${what} of its own`, () => {
      assert.equal(new Set(states.map(of)).size, states.length);
    });
  }

  it('is unknown when nothing is known, hidden when opted out, and offline only when Circuit says so', () => {
    assert.equal(shownState(undefined), 'UNKNOWN');
    assert.equal(shownState({ kind: 'unknown', checkedAt: now }), 'UNKNOWN');
    assert.equal(shownState(known({ state: 'UNKNOWN' })), 'UNKNOWN');
    assert.equal(shownState(known({ state: 'OFFLINE', isOptedOut: true })), 'HIDDEN');
    assert.equal(shownState(known({ state: 'OFFLINE' })), 'OFFLINE');
  });
});

describe('Words for a presence', () => {
  it('are marked in the demo, where they could pass for real', () => {
    assert.equal(inDemo('Busy', true), 'Demo: Busy');
    assert.equal(inDemo('Busy', false), 'Busy');
  });

  it('name the end of Do Not Disturb, where Circuit told one', () => {
    inZone('Europe/Berlin', () => {
      const dndUntil = Date.parse('2026-11-23T14:30:00+01:00');
      assert.equal(
        presenceWords(known({ state: 'DND', dndUntil }), moment),
        'Do Not Disturb until 14:30',
      );
      assert.equal(presenceWords(known({ state: 'DND' }), moment), 'Do Not Disturb');
      assert.equal(presenceWords(known({ state: 'BUSY', dndUntil }), moment), 'Busy');
      assert.equal(
        updateWords({ state: 'DND', dndUntil, statusMessage: '' }, moment),
        'Do Not Disturb until 14:30',
      );
    });
  });
});

describe('A clock time', () => {
  const cases: [instant: string, words: string][] = [
    ['2026-11-23T14:30:00+01:00', '14:30'],
    ['2026-11-23T23:59:00+01:00', '23:59'],
    ['2026-11-24T00:00:00+01:00', 'Tue 00:00'],
    ['2026-11-29T09:00:00+01:00', 'Sun 09:00'],
    ['2026-11-30T09:00:00+01:00', '30 Nov, 09:00'],
    ['2026-11-22T09:00:00+01:00', '22 Nov, 09:00'],
    ['2027-02-01T09:00:00+01:00', '1 Feb 2027, 09:00'],
  ];
  for (const [instant, words] of cases) {
    it(`of ${instant} names the day when it is another: ${words}`, () => {
      inZone('Europe/Berlin', () => assert.equal(clockWords(Date.parse(instant), moment), words));
    });
  }

  const spoken: [language: string, words: string | RegExp][] = [
    ['de', '14:30'],
    ['en-US', /^2:30.PM$/u],
    ['fa', '۱۴:۳۰'],
    ['ja', '14:30'],
  ];
  for (const [language, words] of spoken) {
    it(`is said as usual in ${language}`, () => {
      inZone('Europe/Berlin', () => {
        const said = clockWords(Date.parse('2026-11-23T14:30:00+01:00'), { now, language });
        assert.match(said, typeof words === 'string' ? new RegExp(`^${words}$`) : words);
      });
    });
  }

  it('counts years as Europe does, in any language', () => {
    for (const language of ['th', 'fa-u-nu-latn', 'ar-SA-u-nu-latn', 'ja-u-ca-japanese']) {
      const said = clockWords(Date.UTC(2028, 5, 1), { now, language });
      assert.match(said, /2028/);
    }
  });

  it('is the same instant told anew after a journey', () => {
    const instant = Date.parse('2026-11-23T14:30:00+01:00');
    const told = ['Europe/Berlin', 'Asia/Kolkata', 'Pacific/Chatham', 'Pacific/Pago_Pago'].map(
      zone => inZone(zone, () => clockWords(instant, moment)),
    );
    assert.deepEqual(told, ['14:30', '19:00', '03:15', '02:30']);
  });

  it('never throws, however odd the instant', () => {
    for (const instant of [NaN, Infinity, -1, 0, 8.64e15, 8.64e15 + 1, -8.64e15, 1e18]) {
      assert.equal(typeof clockWords(instant, moment), 'string');
    }
  });
});

describe('An age', () => {
  const cases: [ageMs: number, words: string][] = [
    [-5000, 'just now'],
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 minute ago'],
    [59 * 60_000, '59 minutes ago'],
    [60 * 60_000, '1 hour ago'],
    [47 * 3_600_000, '1 day ago'],
    [NaN, 'just now'],
  ];
  for (const [ageMs, words] of cases) {
    it(`of ${ageMs} ms is "${words}"`, () => assert.equal(agoWords(now - ageMs, moment), words));
  }
});

describe('Midnight', () => {
  it('comes after 23 and 25 hours in the nights of summer time', () => {
    inZone('Europe/Berlin', () => {
      const length = (day: string) => (nextMidnight(Date.parse(day)) - Date.parse(day)) / 3_600_000;
      assert.equal(length('2026-03-29T00:00:00+01:00'), 23);
      assert.equal(length('2026-10-25T00:00:00+02:00'), 25);
    });
  });
});
