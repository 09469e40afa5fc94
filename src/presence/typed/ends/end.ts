import * as l10n from '@vscode/l10n';
import { localTime, wallTime } from '../../../base/zonedTime';
import type { WorkingHours } from '../../dndTimes';
import type { Clock } from '../times/model';

/** The time, zone and language in which a text is read. */
export interface Context {
  readonly now: number;
  readonly hours: WorkingHours;
  /** An IANA name; by default the computer's zone. */
  readonly timeZone?: string | undefined;
  /** VS Code's display language, to decide about `12/4`. */
  readonly language?: string | undefined;
}

/** An end of Do Not Disturb, in epoch milliseconds. */
export interface End {
  readonly until: number;
  /** True for the end of a range that has not begun. */
  readonly fromNow?: boolean;
  /** A sentence, if the time differs from the one typed. */
  readonly note?: string | undefined;
}

/** The intended ends and other possible ones; not `sure` if the likeliest may be wrong. */
export type Resolved =
  | {
      readonly kind: 'ends';
      readonly ends: readonly End[];
      readonly others: readonly End[];
      readonly sure: boolean;
    }
  | { readonly kind: 'bad'; readonly reason: string }
  /** No such day, or none that can be an end. */
  | { readonly kind: 'none' };

/** Within this time an hour without a.m. or p.m. is unambiguous. */
export const NEAR_MS = 8 * 3_600_000;
/** In minutes. */
export const HALF_DAY = 720;

/** The minutes after midnight that a clock time can mean. */
export function readings({ minutes, either }: Clock): number[] {
  return either ? [minutes % HALF_DAY, (minutes % HALF_DAY) + HALF_DAY] : [minutes];
}

/** The next occurrence of a clock time; of two possible ones the nearer, if it is near. */
export function nextOf(clock: Clock, context: Context): Resolved {
  const { now } = context;
  const [first, ...others] = readings(clock)
    .map(minutes => {
      const today = endAt(0, minutes, context);
      return today.until > now ? today : endAt(1, minutes, context);
    })
    .sort((a, b) => a.until - b.until);
  if (!first) {
    return { kind: 'none' };
  }
  const sure = !clock.either || first.until - now <= NEAR_MS;
  return {
    kind: 'ends',
    ends: sure ? [first] : [first, ...others],
    others: sure ? others : [],
    sure,
  };
}

/** The end at a time of the day that is `days` ahead. */
export function endAt(days: number, minutes: number, { now, timeZone }: Context): End {
  const until = localTime(now, days, minutes, timeZone);
  const isShown = wallTime(until, timeZone).minutes === minutes % (2 * HALF_DAY);
  const note = isShown
    ? undefined
    : l10n.t('Clocks skip that time when they go forward; this is when it would have been.');
  return { until, note };
}

/** The sentence for a time in the past. */
export function over(): string {
  return l10n.t('That time has passed.');
}
