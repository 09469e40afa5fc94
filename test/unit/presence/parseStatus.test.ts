import assert from 'node:assert/strict';
import { DEFAULT_WORKING_HOURS as hours } from '../../../src/presence/dndTimes';
import { parseFreeText } from '../../../src/presence/parseStatus';
import { inZone } from './zones';

const zone = 'Europe/Berlin';
/** A Monday. */
const monday = '2026-11-23T13:10';

function local(instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(instant);
}

function read(text: string, now = monday) {
  return inZone(zone, () => {
    const result = parseFreeText(text, Date.parse(now), hours);
    return result.kind === 'until' ? { ...result, until: local(result.until) } : result;
  });
}

describe('A typed time', () => {
  const cases: [typed: string, until: string, message?: string][] = [
    ['90m in review', '2026-11-23 14:40', 'in review'],
    ['90m', '2026-11-23 14:40'],
    ['90 min', '2026-11-23 14:40'],
    ['2h', '2026-11-23 15:10'],
    ['2 h deep work', '2026-11-23 15:10', 'deep work'],
    ['1h30', '2026-11-23 14:40'],
    ['1h30m focus', '2026-11-23 14:40', 'focus'],
    ['1h 30m focus', '2026-11-23 14:40', 'focus'],
    ['1 hour 5 minutes', '2026-11-23 14:15'],
    ['1.5h', '2026-11-23 14:40'],
    ['1,5 std', '2026-11-23 14:40'],
    ['for 45 minutes: lunch', '2026-11-23 13:55', 'lunch'],
    ['dnd 20m', '2026-11-23 13:30'],
    ['14:30', '2026-11-23 14:30'],
    ['14:30 Lunch with Ann', '2026-11-23 14:30', 'Lunch with Ann'],
    ['until 15:00 lunch', '2026-11-23 15:00', 'lunch'],
    ['until 15', '2026-11-23 15:00'],
    ['bis 15.30 Mittag', '2026-11-23 15:30', 'Mittag'],
    ['15 uhr', '2026-11-23 15:00'],
    ['bis 16 Uhr - Termin', '2026-11-23 16:00', 'Termin'],
    ['2:30 pm', '2026-11-23 14:30'],
    ['3pm call', '2026-11-23 15:00', 'call'],
    ['12am', '2026-11-24 00:00'],
    ['12 pm', '2026-11-24 12:00'],
    ['noon', '2026-11-24 12:00'],
    ['13:10', '2026-11-24 13:10'],
    ['9:00', '2026-11-24 09:00'],
    ['lunch until 14:30', '2026-11-23 14:30', 'lunch'],
    ['Urlaub bis fr 9:00', '2026-11-27 09:00', 'Urlaub'],
    ['fri 9:00', '2026-11-27 09:00'],
    ['fr 9:00', '2026-11-27 09:00'],
    ['Fri at 9', '2026-11-27 09:00'],
    ['friday', '2026-11-27 09:00'],
    ['Freitag um 9:30 zurück', '2026-11-27 09:30', 'zurück'],
    ['bis fr', '2026-11-27 09:00'],
    ['so 18:00', '2026-11-29 18:00'],
    ['mon 14:00', '2026-11-23 14:00'],
    ['mon 9:00', '2026-11-30 09:00'],
    ['montag', '2026-11-30 09:00'],
    ['tomorrow', '2026-11-24 09:00'],
    ['morgen', '2026-11-24 09:00'],
    ['tomorrow 14:00 offsite', '2026-11-24 14:00', 'offsite'],
    ['today', '2026-11-23 17:00'],
    ['heute 18:00', '2026-11-23 18:00'],
  ];
  for (const [typed, until, message] of cases) {
    it(`"${typed}" ends at ${until}${message ? ` and says "${message}"` : ''}`, () => {
      const result = read(typed);
      assert.ok(result.kind === 'until');
      assert.deepEqual([result.until, result.message], [until, message]);
      assert.equal(result.note, undefined);
    });
  }

  it('"tomorrow" on a Friday is Monday morning, and says why', () => {
    const result = read('tomorrow', '2026-11-27T12:00');
    assert.deepEqual(result, {
      kind: 'until',
      until: '2026-11-30 09:00',
      message: undefined,
      note: 'Tomorrow is not a working day.',
    });
  });

  it('"tomorrow" in the small hours is not the morning to come', () => {
    const result = read('tomorrow', '2026-11-24T02:00');
    assert.equal(result.kind === 'until' && result.until, '2026-11-25 09:00');
  });

  it('that clocks skip is the same distance later, and says so', () => {
    for (const typed of ['2:30', 'until sun 2:30']) {
      const result = read(typed, '2026-03-28T22:00');
      assert.ok(result.kind === 'until');
      assert.equal(result.until, '2026-03-29 03:30');
      assert.match(result.note ?? '', /Clocks go forward/);
    }
  });

  it('that counts from now is exactly as long in the night clocks go back', () => {
    inZone(zone, () => {
      const now = Date.parse('2026-10-25T01:30:00+02:00');
      const result = parseFreeText('2h', now, hours);
      assert.equal(result.kind === 'until' && result.until - now, 7_200_000);
    });
  });

  const bad: [typed: string, sentence: RegExp, now?: string][] = [
    ['25:00', /No clock/],
    ['14:75 review', /No clock/],
    ['13 pm', /No clock/],
    ['0m', /one minute to one year/],
    ['99999h', /one minute to one year/],
    ['today 9:00', /over already/],
    ['today', /over already/, '2026-11-23T19:00'],
    [`30m ${'x'.repeat(256)}`, /at most 255/],
    ['x'.repeat(100_000), /at most 255/],
  ];
  for (const [typed, sentence, now] of bad) {
    it(`"${typed.slice(0, 20)}" says what is wrong with it`, () => {
      const result = read(typed, now);
      assert.ok(result.kind === 'bad');
      assert.match(result.reason, sentence);
    });
  }

  const none = [
    '',
    '   ',
    'lunch',
    'so busy',
    'do not disturb',
    '14 reviews left',
    'v1.50',
    '2.10 release',
    'until',
    'for ever',
    'h',
    'in a meeting until late',
    'out until 14:30 or so',
    '-5m',
  ];
  for (const typed of none) {
    it(`is not found in "${typed}"`, () => assert.deepEqual(read(typed), { kind: 'noTime' }));
  }

  it('is always to come, in any minute of the year', () => {
    const typed = ['14:30', '2:30', 'noon', 'tomorrow', 'fri 9:00', 'sun 2:30', 'mo 00:00', '1m'];
    for (const each of ['Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns']) {
      inZone(each, () => {
        for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 95_000_000) {
          for (const text of typed) {
            const result = parseFreeText(text, now, hours);
            assert.ok(result.kind === 'until' && result.until > now, `${text} at ${now}`);
          }
        }
      });
    }
  });

  it('hostile input is read in no time', () => {
    const pieces = [
      '1',
      '1h',
      '1 ',
      'until ',
      ' ',
      'a',
      ':',
      '1:',
      '9'.repeat(50),
      'mon ',
      'bis bis ',
      '.',
    ];
    for (const piece of pieces) {
      for (const length of [4900, 100_000]) {
        const { kind } = parseFreeText(piece.repeat(length / piece.length), Date.now(), hours);
        assert.notEqual(kind, 'until', piece);
      }
    }
  });
});
