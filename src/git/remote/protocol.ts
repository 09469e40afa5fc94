import type { Uri } from 'vscode';
import type { GitQuestion, WhyUntold } from '../questions';

/** Raised with every change that another version of the helper would misunderstand. */
export const protocolVersion = 1;
/** The helper's only commands: one asks a `RemoteRequest`, the other cancels it by its `id`. */
export const askCommand = 'circuit-presence-git.ask';
export const cancelCommand = 'circuit-presence-git.cancel';

/** The longest answer, in characters of JSON. The window may need 0.1 s to read that much. */
export const mostCharacters = 2_000_000;

/** All that the helper answers: what `git log` and `git blame` would show. */
export type RemoteQuestion = Exclude<GitQuestion, 'commentSetting' | 'withTrailer'>;

/** A question to the helper. VS Code translates `uri` for the other computer. */
export interface RemoteRequest {
  readonly version: number;
  /** A random UUID, different for each request. */
  readonly id: string;
  readonly question: RemoteQuestion;
  readonly uri: Uri;
  /** Only for `authors`. */
  readonly sinceDays?: number;
}

/**
 * The helper's answer. To anything but a request of its own version it answers `refused`; every
 * version keeps this form.
 */
export type RemoteReply = { readonly version: number } & (
  | { readonly kind: 'told'; readonly told: unknown }
  | { readonly kind: 'untold'; readonly why: WhyUntold }
  | { readonly kind: 'refused' }
);
