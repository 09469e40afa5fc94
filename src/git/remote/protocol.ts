import type { Uri } from 'vscode';
import type { GitQuestion, WhyUntold } from '../questions';

/** Goes up with every change that another version of the helper would misunderstand. */
export const protocolVersion = 1;
/** The only commands of the helper: to ask a `RemoteRequest`, and to cancel one by its `id`. */
export const askCommand = 'circuit-presence-git.ask';
export const cancelCommand = 'circuit-presence-git.cancel';

/** The largest answer, in characters of JSON: the window takes up to 0.1 s for it. */
export const mostCharacters = 2_000_000;

/** What the helper answers: what `git log` and `git blame` would tell, and nothing else. */
export type RemoteQuestion = Exclude<GitQuestion, 'commentSetting' | 'withTrailer'>;

/** A question on its way to the helper. VS Code rewrites `uri` for the other computer. */
export interface RemoteRequest {
  readonly version: number;
  /** A random UUID, different for each request. */
  readonly id: string;
  readonly question: RemoteQuestion;
  readonly uri: Uri;
  /** Only with `authors`. */
  readonly sinceDays?: number;
}

/**
 * The helper's answer. It answers `refused` to anything that is not a request of its own version;
 * every version keeps this form.
 */
export type RemoteReply = { readonly version: number } & (
  | { readonly kind: 'told'; readonly told: unknown }
  | { readonly kind: 'untold'; readonly why: WhyUntold }
  | { readonly kind: 'refused' }
);
