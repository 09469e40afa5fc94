import type { Uri } from 'vscode';
import type { BlamedLines } from './blame';
import type { Contribution } from './contribution';

/**
 * What can be asked of git, whichever computer it runs on: all of it plain data that can travel,
 * and places as `Uri`s, which are no paths of this computer. `uri` is a file or a folder.
 */
export interface GitQuestions {
  /** The root of its repository. */
  root(about: { readonly uri: Uri }): Uri;
  /** Who wrote the lines of a file as it is now, unsaved changes included. */
  blame(about: { readonly uri: Uri }): PartialAnswer<readonly BlamedLines[]>;
  /** Who made how many of the latest commits to it. */
  authors(about: {
    readonly uri: Uri;
    readonly sinceDays: number;
  }): PartialAnswer<readonly Contribution[]>;
  /** Who wrote the other side of each conflict in an open file; `null` where git does not tell. */
  otherAuthors(about: { readonly uri: Uri }): readonly (Writer | null)[];
  /** The setting for what begins comments in the commit message `uri`. */
  commentSetting(about: { readonly uri: Uri }): string;
  /** A commit message with a trailer where git puts it. */
  withTrailer(about: TrailerToAdd): string;
}

/** A name and an address as git has them. */
export interface Writer {
  readonly name: string;
  readonly emailAddress: string;
}

/** `message` ends with a line break, and `comment` begins no line of it. */
export interface TrailerToAdd {
  readonly message: string;
  readonly trailer: string;
  readonly comment: string;
}

/** Part of an answer is worth having. */
export interface PartialAnswer<T> {
  readonly value: T;
  /** False when the deadline cut it off. */
  readonly isWhole: boolean;
  /** True when older commits are missing here: who wrote what they did is unknown. */
  readonly isShallow: boolean;
}

/** The name of a question. */
export type GitQuestion = keyof GitQuestions;

/** Git's answer, or why there is none. */
export type GitAnswer<T> =
  | { readonly kind: 'told'; readonly told: T }
  | { readonly kind: 'untold'; readonly why: WhyUntold };

/** Why git tells nothing. `failed` is git's own no, to a file that it does not know above all. */
export type WhyUntold =
  | 'untrusted'
  | 'elsewhere'
  | 'browser'
  | 'noGit'
  | 'noRepository'
  | 'unreadable'
  | 'failed'
  | 'notStarted'
  | 'timeout'
  | 'tooMuch';

/** Asks git. Throws the signal's reason when it is aborted, and nothing for lack of an answer. */
export type AskGit = <Q extends GitQuestion>(
  question: Q,
  about: Parameters<GitQuestions[Q]>[0],
  signal: AbortSignal,
) => Promise<GitAnswer<ReturnType<GitQuestions[Q]>>>;
