import * as l10n from '@vscode/l10n';
import type { Moment } from '../../base/timeWords';
import type { Expert } from './ranking';

const DAY_MS = 24 * 60 * 60_000;

/** What was counted: lines of a file or of a selection, or commits of a folder. */
export type Measure = 'fileLines' | 'selectedLines' | 'commits';

/** Why somebody may know, e.g. `Wrote 40 % of these lines, last in May.` */
export function reasonWords(expert: Expert, measure: Measure, moment: Moment): string {
  const share = shareWords(expert.share, moment);
  const last = lastWords(expert.contribution.lastAt, moment);
  switch (measure) {
    case 'fileLines':
      return l10n.t('Wrote {0} of this file, last {1}.', share, last);
    case 'selectedLines':
      return l10n.t('Wrote {0} of these lines, last {1}.', share, last);
    case 'commits':
      return l10n.t('Made {0} of the latest commits here, last {1}.', share, last);
  }
}

function shareWords(share: number, { language }: Moment): string {
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  return share < 0.01 ? l10n.t('less than {0}', percent.format(0.01)) : percent.format(share);
}

/** `today`, `3 days ago`, `3 weeks ago`, then `in May`, `in May 2024`. */
function lastWords(instant: number, { now, language }: Moment): string {
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
