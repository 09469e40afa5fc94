import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type Expert,
  groupByReach,
  rankExperts,
  reachOf,
} from '../../../../src/code/whoCanIAsk/ranking';
import { reasonWords } from '../../../../src/code/whoCanIAsk/reasons';

const now = new Date(2026, 10, 23, 12).getTime();
const daysAgo = (days: number) => new Date(2026, 10, 23 - days, 12).getTime();
const wrote = (emailAddress: string, amount: number, days: number) => ({
  name: emailAddress,
  emailAddress,
  amount,
  lastAt: daysAgo(days),
});
const rank = (all: ReturnType<typeof wrote>[], limit = 10, total = 100) =>
  rankExperts(all, { total, now, limit }).map(({ contribution }) => contribution.emailAddress);

describe('Who knows most', () => {
  it('is who wrote more, of two who wrote at the same time', () => {
    assert.deepEqual(rank([wrote('some', 10, 5), wrote('more', 60, 5)]), ['more', 'some']);
  });

  it('is who wrote lately, of two who wrote as much', () => {
    assert.deepEqual(rank([wrote('old', 50, 400), wrote('new', 50, 4)]), ['new', 'old']);
  });

  it('is who wrote half as much, when the other wrote two half-lives before', () => {
    assert.deepEqual(rank([wrote('old', 60, 364), wrote('new', 30, 0)]), ['new', 'old']);
  });

  it('is nobody who wrote next to nothing, unless hardly anybody is left', () => {
    const tiny = Array.from({ length: 5 }, (_, at) => wrote(`tiny${at}`, 1, at));
    assert.equal(rank(tiny, 10, 1_000).length, 3);
    assert.deepEqual(
      rank([wrote('a', 500, 1), wrote('b', 300, 1), wrote('c', 90, 1), ...tiny], 10, 1_000),
      ['a', 'b', 'c'],
    );
  });

  it('counts half after 182 days, and a hundredth of the whole as something', () => {
    const lastAt = now - 182 * 24 * 60 * 60_000;
    const [expert] = rankExperts([{ ...wrote('a', 50, 0), lastAt }], { total: 100, now, limit: 1 });
    assert.deepEqual([expert?.share, expert?.score], [0.5, 0.25]);
    const few = ['a', 'b', 'c', 'd'].map(name => wrote(name, 10, 1));
    assert.equal(rank(few, 10, 1_000).length, 4);
    assert.equal(rank(few, 10, 1_001).length, 3);
  });

  it('knows all of what is a single commit or line', () => {
    const [expert] = rankExperts([wrote('a', 1, 0)], { total: 1, now, limit: 1 });
    assert.equal(expert?.share, 1);
  });

  it('is nobody beyond the limit', () => {
    assert.equal(rank([wrote('a', 50, 1), wrote('b', 40, 1), wrote('c', 10, 1)], 2).length, 2);
  });

  it('has shares that never leave 0 to 1, whatever the clock of a commit says', () => {
    const [expert] = rankExperts([wrote('future', 500, -4_000)], { total: 0, now, limit: 3 });
    assert.deepEqual([expert?.share, expert?.score], [1, 1]);
  });
});

describe('Who can be asked', () => {
  it('stands first, and otherwise who knows most', () => {
    const states = { a: 'OFFLINE', b: 'BUSY', c: 'AVAILABLE', d: 'AWAY', e: 'AVAILABLE' } as const;
    const people = ['a', 'b', 'c', 'd', 'e'] as const;
    assert.deepEqual(
      groupByReach(people, person => states[person]),
      [
        { reach: 'now', people: ['c', 'e'] },
        { reach: 'soon', people: ['b', 'd'] },
        { reach: 'later', people: ['a'] },
      ],
    );
  });

  it('is nobody of whom nothing is known, or who hides it', () => {
    assert.deepEqual(
      [reachOf('UNKNOWN'), reachOf('HIDDEN'), reachOf('DND')],
      ['later', 'later', 'later'],
    );
  });
});

describe('Why somebody may know', () => {
  const expert = (share: number, days: number): Expert => ({
    contribution: wrote('a', 1, days),
    share,
    score: 0,
  });
  const cases: [share: number, days: number, words: string][] = [
    [0.4, 190, 'Wrote about half of these lines, most recently in May.'],
    [0.39, 600, 'Wrote some of these lines, most recently in April 2025.'],
    [1, 0, 'Wrote most of these lines, most recently today.'],
    [0.61, 1, 'Wrote most of these lines, most recently yesterday.'],
    [0.6, 20, 'Wrote about half of these lines, most recently 3 weeks ago.'],
    [0.5, 14, 'Wrote about half of these lines, most recently 2 weeks ago.'],
    [0.5, 55, 'Wrote about half of these lines, most recently 8 weeks ago.'],
    [0.5, 56, 'Wrote about half of these lines, most recently in September.'],
    [0.002, 13, 'Wrote some of these lines, most recently 13 days ago.'],
    [0.5, -3, 'Wrote about half of these lines, most recently at an unknown time.'],
  ];
  for (const [share, days, words] of cases) {
    it(words, () => {
      assert.equal(
        reasonWords(expert(share, days), 'selectedLines', { now, language: 'en' }),
        words,
      );
    });
  }

  it('says what was counted', () => {
    const say = (measure: 'fileLines' | 'commits', share: number) =>
      reasonWords(expert(share, 1), measure, { now, language: 'en' });
    assert.equal(say('fileLines', 1), 'Wrote most of this file, most recently yesterday.');
    assert.equal(say('fileLines', 0.5), 'Wrote about half of this file, most recently yesterday.');
    assert.equal(say('fileLines', 0), 'Wrote some of this file, most recently yesterday.');
    const commits = 'of the recent commits here, most recently yesterday.';
    assert.equal(say('commits', 1), `Most ${commits}`);
    assert.equal(say('commits', 0.5), `About half ${commits}`);
    assert.equal(say('commits', 0), `Some ${commits}`);
  });

  it('is not told by a commit without a time', () => {
    const { contribution, ...rest } = expert(1, 0);
    for (const [lastAt, words] of [
      [0, /at an unknown time/],
      [1, /January 1970|December 1969/],
    ] as const) {
      const timeless = { ...rest, contribution: { ...contribution, lastAt } };
      assert.match(reasonWords(timeless, 'commits', { now, language: 'en' }), words);
    }
  });

  it('is said in German throughout, though nobody names the language', () => {
    l10n.config({ contents: readFileSync('l10n/bundle.l10n.de.json', 'utf8') });
    try {
      const words = reasonWords(expert(1, 20), 'fileLines', { now });
      assert.equal(words, 'Hat den größten Teil dieser Datei geschrieben, zuletzt vor 3 Wochen.');
    } finally {
      l10n.config({ contents: {} });
    }
  });
});
