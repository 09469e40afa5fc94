import * as vscode from 'vscode';
import { createGit, type Git, GitError } from '../node/git';
import { interpretTrailers, readCommentSetting } from '../node/gitTrailers';
import { otherAuthors } from './conflicts/otherAuthors';
import { findConflicts } from './conflicts/parseConflicts';
import { findGitApi, type GitApi } from './gitExtension';
import { listAuthors } from './listAuthors';
import type { FileInGit } from './placeInGit';
import type { AskGit, GitAnswer, GitQuestion, GitQuestions, WhyUntold } from './questions';
import { blameFile } from './queries';
import { spellingsOf } from './spellings';
import { openDocument } from './workspaceFile';

type Answers = {
  readonly [Q in GitQuestion]: (
    about: Parameters<GitQuestions[Q]>[0],
    signal: AbortSignal,
  ) => Promise<GitAnswer<ReturnType<GitQuestions[Q]>>>;
};

/** Answers questions with git on this computer, about files on this computer. */
export function createLocalGit(): AskGit {
  return async (question, about, signal) => {
    try {
      return await answers[question](about, signal);
    } catch (error) {
      if (error instanceof GitError) {
        return untold(error.fault);
      }
      throw error;
    }
  };
}

const answers: Answers = {
  root: ({ uri }) => inRepository(uri, (_, root) => told(root)),
  blame: ({ uri }, signal) =>
    inRepository(uri, async file => {
      const spellings = await spellingsOf(uri);
      return spellings.length === 0
        ? untold('unreadable')
        : told(await blameFile(file, spellings, signal));
    }),
  authors: ({ uri, sinceDays }, signal) =>
    inRepository(uri, async place => told(await listAuthors(place, { sinceDays }, signal))),
  otherAuthors: ({ uri }, signal) =>
    inRepository(uri, async file => {
      const lines = openDocument(uri)?.getText().split(/\r?\n/) ?? [];
      const authors = await otherAuthors({ ...file, lines }, findConflicts(lines), signal);
      return told(authors.map(author => author ?? null));
    }),
  commentSetting: ({ uri }, signal) =>
    withGit(uri, async git => {
      const folder = vscode.Uri.joinPath(uri, '..').fsPath;
      return told(await readCommentSetting(git, folder, signal));
    }),
  withTrailer: (about, signal) =>
    withGit(undefined, async git => told(await interpretTrailers(git, about, signal))),
};

/** Calls `use` with the repository that contains `uri`. */
async function inRepository<T>(
  uri: vscode.Uri,
  use: (file: FileInGit, root: vscode.Uri) => Promise<GitAnswer<T>> | GitAnswer<T>,
): Promise<GitAnswer<T>> {
  return withGit(uri, async (git, api) => {
    const root = api.getRepository(uri)?.rootUri;
    return root
      ? use({ git, folder: root.fsPath, path: uri.fsPath }, root)
      : untold('noRepository');
  });
}

async function withGit<T>(
  uri: vscode.Uri | undefined,
  use: (git: Git, api: GitApi) => Promise<GitAnswer<T>>,
): Promise<GitAnswer<T>> {
  if (!vscode.workspace.isTrusted) {
    return untold('untrusted');
  }
  if (uri !== undefined && uri.scheme !== 'file') {
    return untold('elsewhere');
  }
  const api = await findGitApi();
  if (api === undefined) {
    return untold(isBesideFiles() ? 'noGit' : 'gitElsewhere');
  }
  return use(createGit(api.git.path), api);
}

/** False in an extension host on the person's own computer while the window works on another. */
function isBesideFiles(): boolean {
  const own = vscode.extensions.getExtension('circuit-presence.circuit-presence');
  return vscode.env.remoteName === undefined || own?.extensionKind !== vscode.ExtensionKind.UI;
}

function told<T>(it: T): GitAnswer<T> {
  return { kind: 'told', told: it };
}

function untold(why: WhyUntold): GitAnswer<never> {
  return { kind: 'untold', why };
}
