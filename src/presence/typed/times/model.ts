/** A clock time as read. */
export interface Clock {
  /** Minutes after midnight; 1440 is midnight at the end of a day. */
  readonly minutes: number;
  /** True for 1 to 12 without anything that distinguishes morning from afternoon. */
  readonly either: boolean;
  /** True for a lone number, which may count something else. */
  readonly bare: boolean;
}

/** `'never'`: looks like a time but is not valid. */
export type ClockRead = Clock | 'never';

/** A day as named. Weekdays count from 0 (Sunday), as in `Date.getDay()`. */
export type Day =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: Which }
  | { readonly kind: 'nextWeek' | 'endOfWeek' }
  | CalendarDate;

/** `nextWeek` is unambiguous, while people use `next Friday` differently. */
export type Which = 'coming' | 'next' | 'nextWeek';

/** A part of a day: `endOfWork` is set by the working hours. */
export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'endOfWork';

/** A day and, if named, the part of it. */
export interface NamedDay {
  readonly day: Day;
  readonly part?: Part | undefined;
  /** True for `so`, `do`, `mi`: words with other meanings. */
  readonly short: boolean;
}

/** A date as written; months count from 1. */
export interface CalendarDate {
  readonly kind: 'date';
  readonly day: number;
  /** Missing in `until the 4th`. */
  readonly month?: number | undefined;
  readonly year?: number | undefined;
  /** The weekday written with it; if it does not match, something is wrong. */
  readonly weekday?: number | undefined;
  /** True for `12/4`: which part is the month depends on the country. */
  readonly swappable?: boolean;
  /** True for `4.12`, which may also be a time or a version. */
  readonly weak?: boolean;
}

/** A duration as read. */
export interface Duration {
  readonly minutes: number;
  /** True if it may describe the next word, as in `5 minute standup` and `3d printing`. */
  readonly describes: boolean;
}

/** A day, a clock time or a range, as typed. */
export interface When {
  readonly day?: NamedDay | undefined;
  readonly clock?: ClockRead | undefined;
  /** The start of a range. */
  readonly from?: ClockRead | undefined;
  /** The start of a range of days. */
  readonly fromDay?: Day | undefined;
}
