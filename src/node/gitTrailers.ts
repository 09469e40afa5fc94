import { tmpdir } from 'node:os';
import { type Git, GitError, gitOutput } from './git';

const deadlineMs = 5_000;
const mostBytes = 1024 * 1024;

/**
 * Adds `trailer` to the message where git puts it, unless it is already there. Git runs outside of
 * any repository and without configuration, which could name programs for trailers. `message` ends
 * with a line break and has no comments above its subject. Throws a `GitError`.
 */
export async function interpretTrailers(
  git: Git,
  { message, trailer, comment }: Record<'message' | 'trailer' | 'comment', string>,
  signal: AbortSignal,
): Promise<string> {
  return gitOutput(git, {
    folder: tmpdir(),
    place: { kind: 'nowhere', settings: [['core.commentChar', comment]] },
    args: [
      ...['interpret-trailers', '--no-divider', '--if-exists', 'addIfDifferent'],
      ...['--trailer', trailer],
    ],
    input: new TextEncoder().encode(message),
    signal,
    deadlineMs,
    mostBytes,
  });
}

/**
 * Git's setting for the comment prefix in commit messages, by default `#`. `gitDir` is the
 * directory of the message. Throws a `GitError`.
 */
export async function readCommentSetting(
  git: Git,
  gitDir: string,
  signal: AbortSignal,
): Promise<string> {
  const pattern = String.raw`^core\.comment(char|string)$`;
  const args = [`--git-dir=${gitDir}`, 'config', '--null', '--get-regexp', pattern];
  try {
    const text = await gitOutput(git, {
      folder: gitDir,
      args,
      signal,
      deadlineMs,
      mostBytes: 10_000,
    });
    const last = text.split('\0').at(-2) ?? '';
    return last.slice(last.indexOf('\n') + 1) || '#';
  } catch (error) {
    if (error instanceof GitError && error.fault === 'failed') {
      return '#';
    }
    throw error;
  }
}
