import type { Duration, When } from './times/model';

/** The kind of words before a time; `back` stands for all that announce a return. */
export type Intro = 'none' | 'until' | 'for' | 'in' | 'at' | 'about' | 'from' | 'back';

/** A time with the words that belong to it, e.g. `until 3 p.m.`, `back in 30 min`, `2h`. */
export interface TimePhrase {
  readonly intro: Intro;
  /** True for `through Friday`: to the end of the day. */
  readonly inclusive: boolean;
  /** True for `about`, `or so`: never set without asking. */
  readonly fuzzy: boolean;
  readonly duration?: Duration | undefined;
  readonly when?: When | undefined;
  /** A lone number. */
  readonly number?: number | undefined;
}
