/** What was read of a time of the clock. */
export interface Clock {
  /** After midnight; 1440 is the midnight that ends a day. */
  readonly minutes: number;
  /** 1 to 12 without a word or a leading zero that tells morning from afternoon. */
  readonly either: boolean;
  /** A mere number, which may count something else. */
  readonly bare: boolean;
}

/** `'never'`: it looks like a time, but no clock shows it. */
export type ClockRead = Clock | 'never';

/** A day as it was named. `weekday` counts from 0, Sunday, as `Date.getDay()`. */
export type Day =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: Which }
  | { readonly kind: 'nextWeek' | 'endOfWeek' }
  | CalendarDate;

/** `nextWeek` is certain, of `next Friday` people mean different ones. */
export type Which = 'coming' | 'next' | 'nextWeek';

/** A part of a day: `endOfWork` is set by the working hours. */
export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'endOfWork';

/** A day, and the part of it if one was named. */
export interface NamedDay {
  readonly day: Day;
  readonly part?: Part | undefined;
  /** `so`, `do`, `mi`: a word that means other things, too. */
  readonly short: boolean;
}

/** A date as it was written, its month counted from 1. */
export interface CalendarDate {
  readonly kind: 'date';
  readonly day: number;
  /** `until the 4th` has none. */
  readonly month?: number | undefined;
  readonly year?: number | undefined;
  /** The weekday that was written with it: a wrong one shows that something is wrong. */
  readonly weekday?: number | undefined;
  /** `12/4`: which is the month differs from country to country. */
  readonly swappable?: boolean;
  /** `4.12`, which could be a time or a version, too. */
  readonly weak?: boolean;
}

/** What was read of a length of time. */
export interface Duration {
  readonly minutes: number;
  /** As in `5 minute standup` and `3d printing` it can describe the word that follows. */
  readonly describes: boolean;
}

/** A day, a time of the clock or a range of times, as they were typed. */
export interface When {
  readonly day?: NamedDay | undefined;
  readonly clock?: ClockRead | undefined;
  /** The start of a range. */
  readonly from?: ClockRead | undefined;
  /** The start of a range of days. */
  readonly fromDay?: Day | undefined;
}
