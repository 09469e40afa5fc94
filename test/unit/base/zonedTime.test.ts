import assert from 'node:assert/strict';
import { clockWords, nextMidnight } from '../../../src/base/timeWords';
import { isTimeZone, localTime, usePersonsZone, wallTime } from '../../../src/base/zonedTime';
import { inZone } from '../presence/zones';

const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
const hourMs = 3_600_000;

function* instants() {
  for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 13 * hourMs) {
    yield now;
  }
}

describe('A time in a named zone', () => {
  for (const zone of zones) {
    it(`is the same as on a computer in ${zone}, all year round`, () => {
      const minutes = [0, 90, 135, 150, 540, 1020, 1440];
      const read = (timeZone?: string) =>
        [...instants()].map(now => [
          wallTime(now, timeZone),
          ...minutes.map(each => localTime(now, 1, each, timeZone)),
        ]);
      const there = inZone(zone, () => read());
      assert.deepEqual(
        inZone('UTC', () => read(zone)),
        there,
      );
    });
  }

  it('is what Intl shows there', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Australia/Lord_Howe',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (const now of instants()) {
      const { year, month, day, minutes } = wallTime(now, 'Australia/Lord_Howe');
      const shown = new Date(Date.UTC(year, month, day, 0, minutes)).toISOString();
      assert.equal(shown.slice(0, 16).replace('T', ' '), format.format(now));
    }
  });

  it('needs a zone that there is', () => {
    assert.ok(isTimeZone('Europe/Berlin'));
    assert.ok(!isTimeZone('Europe/Nowhere') && !isTimeZone('') && !isTimeZone('$(x)'));
  });
});

describe('Words for a time', () => {
  afterEach(() => usePersonsZone(undefined));
  const now = Date.parse('2026-11-23T23:30:00Z');
  const words = (instant: string, namesZone = false) =>
    inZone('UTC', () => clockWords(Date.parse(instant), { now, language: 'en-GB', namesZone }));

  it('tell it in the zone of the person, the day included', () => {
    assert.equal(words('2026-11-23T23:45:00Z'), '23:45');
    usePersonsZone('Europe/Berlin');
    assert.equal(words('2026-11-23T23:45:00Z'), '00:45');
    assert.equal(words('2026-11-24T23:45:00Z'), 'Wed 00:45');
  });

  it('name the zone where they are asked to', () => {
    assert.equal(words('2026-11-23T23:45:00Z', true), '23:45 UTC');
  });

  it('know when the day of the person ends', () => {
    usePersonsZone('Europe/Berlin');
    const midnight = inZone('UTC', () => nextMidnight(now));
    assert.equal(midnight, Date.parse('2026-11-25T00:00:00+01:00'));
  });
});
