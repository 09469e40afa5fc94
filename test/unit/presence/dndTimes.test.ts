import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  DEFAULT_WORKING_HOURS as hours,
  dndChoices,
  nextWorkingMorning,
  parseWorkingHours,
} from '../../../src/presence/dndTimes';
import { localTime } from '../../../src/base/zonedTime';
import { inZone } from './zones';

/** Zones of whole, half and quarter hours, both hemispheres, half an hour of summer time, and none. */
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
  'UTC',
];
const hourMs = 3_600_000;

const clocks = new Map(
  zones.map(timeZone => [
    timeZone,
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  ]),
);

/** What clocks in `zone` show, told by Intl and not by the code under test: `Tue 2026-10-27 09:00`. */
function shown(instant: number, zone: string): string {
  return clocks.get(zone)?.format(instant).replaceAll(',', '') ?? '';
}

describe('The next working morning', () => {
  for (const zone of zones) {
    it(`is at nine on a weekday, the nearest one to come, all year round in ${zone}`, () => {
      inZone(zone, () => {
        for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 8); now += 11 * hourMs) {
          const morning = nextWorkingMorning(now, hours);
          assert.match(shown(morning, zone), /^(Mon|Tue|Wed|Thu|Fri) .* 09:00$/);
          assert.ok(morning > now);
          const isMissed = [1, 2, 3].some(days => {
            const earlier = morning - days * 24 * hourMs;
            return earlier > now + 2 * hourMs && !/^S/.test(shown(earlier, zone));
          });
          assert.ok(!isMissed, shown(now, zone));
        }
      });
    });
  }

  const nights: [name: string, zone: string, from: string, lengthHours: number][] = [
    ['25 hours on when clocks go back', 'Europe/Berlin', '2026-10-25T00:00:00Z', 31],
    [
      '23 hours of Sunday to Monday when clocks go forward',
      'Europe/Berlin',
      '2026-03-29T00:00:00Z',
      31,
    ],
  ];
  for (const [name, zone, from, length] of nights) {
    it(`is right over the night: ${name}`, () => {
      inZone(zone, () => {
        const now = Date.parse(from);
        const morning = nextWorkingMorning(now, hours);
        assert.match(shown(morning, zone), /^Mon .* 09:00$/);
        assert.ok(Math.abs((morning - now) / hourMs - length) <= 1);
      });
    });
  }

  it('is 25 hours after nine on Saturday in the long night, 23 in the short one', () => {
    inZone('Europe/Berlin', () => {
      const long = Date.parse('2026-10-24T09:00:00+02:00');
      const short = Date.parse('2026-03-28T09:00:00+01:00');
      assert.equal(localTime(long, 1, hours.start) - long, 25 * hourMs);
      assert.equal(localTime(short, 1, hours.start) - short, 23 * hourMs);
    });
  });

  it('is on Monday from Friday evening on', () => {
    inZone('Europe/Berlin', () => {
      for (const from of ['2026-11-20T18:00:00', '2026-11-21T10:00:00', '2026-11-22T23:59:00']) {
        const morning = nextWorkingMorning(Date.parse(from), hours);
        assert.equal(shown(morning, 'Europe/Berlin'), 'Mon 2026-11-23 09:00');
      }
    });
  });
});

describe('A local time', () => {
  it('that clocks skip is the same distance later', () => {
    inZone('Europe/Berlin', () => {
      const evening = Date.parse('2026-03-28T22:00:00+01:00');
      assert.equal(shown(localTime(evening, 1, 150), 'Europe/Berlin'), 'Sun 2026-03-29 03:30');
    });
    inZone('Australia/Lord_Howe', () => {
      const evening = Date.parse('2026-10-03T22:00:00+10:30');
      assert.equal(
        shown(localTime(evening, 1, 135), 'Australia/Lord_Howe'),
        'Sun 2026-10-04 02:45',
      );
    });
  });

  const twice: [zone: string, minutes: number, between: string, first: string, second: string][] = [
    [
      'Europe/Berlin',
      150,
      '2026-10-25T02:40:00+02:00',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:30:00+01:00',
    ],
    [
      'Australia/Lord_Howe',
      105,
      '2026-04-05T01:50:00+11:00',
      '2026-04-05T01:45:00+11:00',
      '2026-04-05T01:45:00+10:30',
    ],
  ];
  for (const [zone, minutes, between, first, second] of twice) {
    it(`that clocks in ${zone} show twice is the first one still to come`, () => {
      inZone(zone, () => {
        const before = Date.parse(first) - hourMs;
        assert.equal(localTime(before, 0, minutes), Date.parse(first));
        assert.equal(localTime(Date.parse(between), 0, minutes), Date.parse(second));
      });
    });
  }
});

describe('The choices of Do Not Disturb', () => {
  const monday = '2026-11-23T13:10:00+01:00';
  const berlin = (now: string) =>
    inZone('Europe/Berlin', () =>
      dndChoices(Date.parse(now), hours).map(
        ({ kind, until }) => `${kind} ${shown(until, 'Europe/Berlin')}`,
      ),
    );

  it('are four lengths, the end of the working day and the next working morning', () => {
    assert.deepEqual(berlin(monday), [
      'minutes Mon 2026-11-23 13:40',
      'minutes Mon 2026-11-23 14:10',
      'minutes Mon 2026-11-23 15:10',
      'minutes Mon 2026-11-23 17:10',
      'endOfWorkingDay Mon 2026-11-23 17:00',
      'nextWorkingMorning Tue 2026-11-24 09:00',
    ]);
  });

  it('have no end of a working day in the evening and on a weekend', () => {
    for (const now of ['2026-11-23T17:00:00+01:00', '2026-11-22T13:00:00+01:00']) {
      assert.ok(!berlin(now).some(choice => choice.startsWith('endOfWorkingDay')));
    }
  });

  for (const zone of zones) {
    it(`last exactly as long as they say in any night of ${zone}`, () => {
      inZone(zone, () => {
        for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 17 * hourMs) {
          const lengths = dndChoices(now, hours).flatMap(choice =>
            choice.kind === 'minutes' ? [choice.until - now - choice.minutes * 60_000] : [],
          );
          assert.deepEqual(lengths, [0, 0, 0, 0]);
        }
      });
    });
  }
});

describe('The setting for working hours', () => {
  const good: [text: string, start: number, end: number][] = [
    ['09:00-17:00', 540, 1020],
    [' 7:30 – 16:15 ', 450, 975],
    ['00:00-23:59', 0, 1439],
  ];
  for (const [text, start, end] of good) {
    it(`understands "${text}"`, () =>
      assert.deepEqual(parseWorkingHours(text), { kind: 'ok', hours: { start, end } }));
  }

  const bad: [text: string, sentence: RegExp][] = [
    ['', /look like 09:00-17:00/],
    ['nine to five', /look like 09:00-17:00/],
    ['09:00', /look like 09:00-17:00/],
    ['09:60-17:00', /look like 09:00-17:00/],
    ['09:00-24:00', /look like 09:00-17:00/],
    ['17:00-09:00', /must end after they start/],
    ['09:00-09:00', /must end after they start/],
    [`09:00${' '.repeat(100_000)}-17:00`, /look like 09:00-17:00/],
  ];
  for (const [text, sentence] of bad) {
    it(`says what is wrong with "${text.slice(0, 20)}"`, () => {
      const read = parseWorkingHours(text);
      assert.ok(read.kind === 'bad');
      assert.match(read.reason, sentence);
    });
  }

  it('is held by VS Code to the rule that it is read by, while it is typed', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // our own
    const { pattern, default: usual } =
      contributes.configuration.properties['circuit.workingHours'];
    // As VS Code reads a pattern.
    const shape = new RegExp(pattern, 'u');
    const hour = fc.integer({ min: 0, max: 25 });
    const minute = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 61 }));
    const written = (number: fc.Arbitrary<number>) =>
      fc.tuple(number, fc.boolean()).map(([n, padded]) => String(n).padStart(padded ? 2 : 1, '0'));
    const time = fc
      .tuple(written(hour), minute)
      .map(([h, m]) => `${h}:${String(m).padStart(2, '0')}`);
    const between = fc.constantFrom('-', ' - ', '–', ' –', '- ', '  -', '—', 'to', '');
    const around = fc.constantFrom('', '', ' ', '\t', 'x', '\n');
    const hours = fc.tuple(around, time, between, time, around).map(parts => parts.join(''));
    assert.ok(shape.test(usual));
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: hours }, fc.string()), text => {
        assert.equal(shape.test(text), parseWorkingHours(text).kind === 'ok', text);
      }),
      { numRuns: 20_000 },
    );
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'circuit.workingHours': { readonly pattern: string; readonly default: string };
      };
    };
  };
}
