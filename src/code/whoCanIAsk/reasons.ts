import * as l10n from '@vscode/l10n';
import { languageOfWords, type Moment } from '../../base/timeWords';
import type { Expert } from './ranking';

const DAY_MS = 24 * 60 * 60_000;

/** What was counted: lines of a file, lines of a selection, or commits in a folder. */
export type Measure = 'fileLines' | 'selectedLines' | 'commits';

/**
 * Why somebody may know the code, such as `Wrote most of these lines, most recently in May.`
 * Deliberately without figures: it says whom to ask, not how much anybody did.
 */
export function reasonWords(
  { share, contribution }: Expert,
  measure: Measure,
  moment: Moment,
): string {
  const last = lastWords(contribution.lastAt, moment);
  switch (measure) {
    case 'fileLines':
      return ofFile(sizeOf(share), last);
    case 'selectedLines':
      return ofLines(sizeOf(share), last);
    case 'commits':
      return ofCommits(sizeOf(share), last);
  }
}

type Size = 'most' | 'half' | 'some';

function sizeOf(share: number): Size {
  if (share > 0.6) {
    return 'most';
  }
  return share >= 0.4 ? 'half' : 'some';
}

function ofFile(size: Size, last: string): string {
  switch (size) {
    case 'most':
      return l10n.t('Wrote most of this file, most recently {0}.', last);
    case 'half':
      return l10n.t('Wrote about half of this file, most recently {0}.', last);
    case 'some':
      return l10n.t('Wrote some of this file, most recently {0}.', last);
  }
}

function ofLines(size: Size, last: string): string {
  switch (size) {
    case 'most':
      return l10n.t('Wrote most of these lines, most recently {0}.', last);
    case 'half':
      return l10n.t('Wrote about half of these lines, most recently {0}.', last);
    case 'some':
      return l10n.t('Wrote some of these lines, most recently {0}.', last);
  }
}

function ofCommits(size: Size, last: string): string {
  switch (size) {
    case 'most':
      return l10n.t('Most of the recent commits here, most recently {0}.', last);
    case 'half':
      return l10n.t('About half of the recent commits here, most recently {0}.', last);
    case 'some':
      return l10n.t('Some of the recent commits here, most recently {0}.', last);
  }
}

/** `today`, `3 days ago`, `3 weeks ago`, then `in May`, `in May 2024`. */
function lastWords(instant: number, { now, language = languageOfWords() }: Moment): string {
  const then = new Date(instant);
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(then)) / DAY_MS);
  if (days < 0 || instant <= 0) {
    return l10n.t('at an unknown time');
  }
  if (days < 56) {
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    return days < 14
      ? relative.format(-days, 'day')
      : relative.format(-Math.round(days / 7), 'week');
  }
  const isThisYear = then.getFullYear() === new Date(now).getFullYear();
  const month = new Intl.DateTimeFormat(language, {
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
  return l10n.t({
    message: 'in {0}',
    args: [month.format(then)],
    comment: '{0} is a month, with its year where it is not this one.',
  });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
