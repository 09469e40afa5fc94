import assert from 'node:assert/strict';
import { DEFAULT_WORKING_HOURS as hours } from '../../../../src/presence/dndTimes';
import { parseStatus } from '../../../../src/presence/typed/parseStatus';
import { instantInWords, readAs, readLines } from './typedTimes';
import { inZone } from '../zones';

const berlin = 'Europe/Berlin';

describe('A typed text', () => {
  const lines = [...readLines('en'), ...readLines('de')];

  it('is one of at least 300 in English and 150 in German', () => {
    assert.ok(readLines('en').length >= 300 && readLines('de').length >= 150);
  });

  const zones = ['UTC', 'Asia/Kolkata', berlin];
  for (const [number, line] of lines.entries()) {
    const { typed, rows, at, language = 'any language' } = line;
    const computer = zones[number % zones.length] ?? berlin;
    it(`"${typed}" at ${at} in ${language} on a computer in ${computer} is ${rows.join(', then ')}`, () => {
      const read = inZone(computer, () => readAs(line, berlin));
      if (rows[0] === 'none') {
        assert.deepEqual(read, ['say']);
      } else {
        assert.deepEqual(rows.at(-1) === '.' ? [...read, '.'] : read.slice(0, rows.length), rows);
      }
      assert.ok(read.includes('say'), 'the message is always offered');
    });
  }

  it('means the same where no zone is named as in that of the computer', () => {
    for (const line of lines.filter((_, number) => number % 10 === 0)) {
      const [named, unnamed] = inZone(berlin, () => [readAs(line, berlin), readAs(line)]);
      assert.deepEqual(unnamed, named, line.typed);
    }
  });

  it('loses nothing of what is said, and adds nothing', () => {
    for (const { typed } of lines) {
      for (const reading of parseStatus(typed, { now: Date.now(), hours })) {
        const message = 'message' in reading ? reading.message : undefined;
        assert.ok(message === undefined || typed.includes(message), typed);
      }
    }
  });

  it('is only a message beyond 2,000 characters', () => {
    const kinds = (length: number) =>
      parseStatus('until friday: '.padEnd(length, 'x'), { now: 0, hours }).map(({ kind }) => kind);
    assert.deepEqual(kinds(2_000), ['dndUntil', 'message']);
    assert.deepEqual(kinds(2_001), ['message']);
  });

  it('is nothing when it is blank', () => {
    assert.deepEqual(parseStatus('  ', { now: 0, hours }), []);
  });
});

describe('A typed time', () => {
  const read = (typed: string, now: string, timeZone?: string) => {
    const readings = parseStatus(typed, { now: Date.parse(now), hours, timeZone });
    return readings.flatMap(reading =>
      reading.kind === 'dndUntil' ? [{ ...reading, at: instantInWords(reading.until) }] : [],
    );
  };

  it('"tomorrow" on a Friday is Monday morning, and says why', () => {
    const [first] = read('tomorrow', '2026-11-27T12:00+01:00', berlin);
    assert.equal(first?.at, '11-30 09:00');
    assert.equal(first.note, "Tomorrow isn't a working day.");
  });

  it('"tomorrow" in the small hours is not the morning to come', () => {
    assert.equal(read('tomorrow', '2026-11-24T02:00+01:00', berlin)[0]?.at, 'Wed 09:00');
  });

  for (const zone of [undefined, berlin]) {
    const computer = zone === undefined ? berlin : 'UTC';
    it(`that clocks skip is the same distance later, and says so, on a computer in ${computer}`, () => {
      for (const typed of ['02:30', 'until sun 02:30', 'sunday 02:30']) {
        const [first] = inZone(computer, () => read(typed, '2026-03-28T22:00+01:00', zone));
        assert.equal(first?.until, Date.parse('2026-03-29T03:30+02:00'), typed);
        assert.match(first.note ?? '', /Clocks skip that time/);
      }
    });

    it(`is right on both sides of a night clocks change, on a computer in ${computer}`, () => {
      const cases: [typed: string, now: string, until: string][] = [
        ['09:00', '2026-03-28T22:00+01:00', '2026-03-29T09:00+02:00'],
        ['until 01:30', '2026-03-28T22:00+01:00', '2026-03-29T01:30+01:00'],
        ['until 03:00', '2026-03-28T22:00+01:00', '2026-03-29T03:00+02:00'],
        ['until 23:00', '2026-03-29T12:00+02:00', '2026-03-29T23:00+02:00'],
        ['09:00', '2026-10-24T22:00+02:00', '2026-10-25T09:00+01:00'],
        ['until 01:30', '2026-10-24T22:00+02:00', '2026-10-25T01:30+02:00'],
        ['until 02:30', '2026-10-24T22:00+02:00', '2026-10-25T02:30+02:00'],
        ['until 02:30', '2026-10-25T02:40+02:00', '2026-10-25T02:30+01:00'],
        ['until 15:00', '2026-10-25T02:40+02:00', '2026-10-25T15:00+01:00'],
        ['tomorrow', '2026-10-24T12:00+02:00', '2026-10-26T09:00+01:00'],
        ['until 00:00', '2026-10-24T23:59+02:00', '2026-10-25T00:00+02:00'],
      ];
      for (const [typed, now, until] of cases) {
        const [first] = inZone(computer, () => read(typed, now, zone));
        assert.equal(first?.until, Date.parse(until), `${typed} at ${now}`);
      }
    });
  }

  it('is always to come, in any minute of the year', () => {
    const typed = [
      '14:30',
      '2:30',
      'noon',
      'tomorrow',
      'fri 9:00',
      'sun 2:30',
      'mo 00:00',
      'until 3',
    ];
    for (const each of [berlin, 'Australia/Lord_Howe', 'America/St_Johns']) {
      for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 295_000_000) {
        for (const text of typed) {
          const ends = parseStatus(text, { now, hours, timeZone: each });
          const untils = ends.flatMap(end => (end.kind === 'dndUntil' ? [end.until] : []));
          assert.ok(untils.length > 0 && untils.every(until => until > now), `${text} at ${now}`);
        }
      }
    }
  });

  it('is not looked for in hostile input for long', () => {
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
      '1.1',
      '-',
      'back at ',
    ];
    for (const piece of pieces) {
      for (const length of [1900, 100_000]) {
        const text = piece.repeat(length / piece.length);
        const [first] = parseStatus(text, { now: Date.now(), hours });
        assert.ok(first === undefined || first.kind === 'message' || first.kind === 'bad', piece);
      }
    }
  });
});
