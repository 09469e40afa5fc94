import type { Duration, When } from './times/model';

/** The word before a time, `back` for all that says when somebody returns. */
export type Intro = 'none' | 'until' | 'for' | 'in' | 'at' | 'about' | 'from' | 'back';

/** A time with the words that belong to it, e.g. `until 3 p.m.`, `back in 30 min`, `2h`. */
export interface TimePhrase {
  readonly intro: Intro;
  /** `through Friday`: to the end of it. */
  readonly inclusive: boolean;
  /** `about`, `or so`: no time that can be set without asking. */
  readonly fuzzy: boolean;
  readonly duration?: Duration | undefined;
  readonly when?: When | undefined;
  /** A number alone. */
  readonly number?: number | undefined;
}
