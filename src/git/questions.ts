import type { Uri } from 'vscode';
import type { BlamedLines } from './blame';
import type { Contribution } from './contribution';

/**
 * The questions that git can answer, on whichever computer it runs. They and their answers are
 * plain data that can be sent to another computer; places are `Uri`s, not paths. `uri` is a file or
 * a folder.
 */
export interface GitQuestions {
  /** The root of the repository that contains `uri`. */
  root(about: { readonly uri: Uri }): Uri;
  /** The authors of a file's lines, including unsaved changes. */
  blame(about: { readonly uri: Uri }): PartialAnswer<readonly BlamedLines[]>;
  /** The authors of the latest commits, with the number of commits. */
  authors(about: {
    readonly uri: Uri;
    readonly sinceDays: number;
  }): PartialAnswer<readonly Contribution[]>;
  /** The author of each conflict's other side in an open file; null if git cannot tell. */
  otherAuthors(about: { readonly uri: Uri }): readonly (Writer | null)[];
  /** Git's setting for the comment prefix of the commit message `uri`. */
  commentSetting(about: { readonly uri: Uri }): string;
  /** Adds a trailer to a commit message where git would put it. */
  withTrailer(about: TrailerToAdd): string;
}

/** An author's name and address in git. */
export interface Writer {
  readonly name: string;
  readonly emailAddress: string;
}

/** `message` ends with a line break, and no line of it starts with `comment`. */
export interface TrailerToAdd {
  readonly message: string;
  readonly trailer: string;
  readonly comment: string;
}

/** An answer that may be incomplete but is useful all the same. */
export interface PartialAnswer<T> {
  readonly value: T;
  /** False if it was cut off by the deadline. */
  readonly isWhole: boolean;
  /** True in a shallow clone: the authors of older lines are unknown. */
  readonly isShallow: boolean;
}

/** The name of a question. */
export type GitQuestion = keyof GitQuestions;

/** Git's answer, or why there is none. */
export type GitAnswer<T> =
  | { readonly kind: 'told'; readonly told: T }
  | { readonly kind: 'untold'; readonly why: WhyUntold };

/** Why git has no answer. `failed`: git itself refused, usually because the file is untracked. */
export type WhyUntold =
  | 'untrusted'
  | 'elsewhere'
  | 'browser'
  | 'noGit'
  | 'gitElsewhere'
  | 'noRepository'
  | 'unreadable'
  | 'failed'
  | 'notStarted'
  | 'timeout'
  | 'tooMuch'
  | WhyNoHelper;

/** Why the helper on another computer tells nothing: missing, of another version, or silent. */
export type WhyNoHelper = 'noHelper' | 'oldHelper' | 'newHelper' | 'lost';

/**
 * Asks git. A missing answer is a value, not an exception. Throws the reason of an aborted signal.
 */
export type AskGit = <Q extends GitQuestion>(
  question: Q,
  about: Parameters<GitQuestions[Q]>[0],
  signal: AbortSignal,
) => Promise<GitAnswer<ReturnType<GitQuestions[Q]>>>;
