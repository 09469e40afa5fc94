import * as vscode from 'vscode';
import { createGit, type Git } from '../../node/git';

/** The parts of the built-in Git extension's API that are used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** An open repository and the box for its commit message. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
}

/** Git for one place, or a localised sentence on why there is none. */
export type GitHere =
  | { readonly kind: 'here'; readonly git: Git; readonly folder: vscode.Uri }
  | { readonly kind: 'absent'; readonly reason: string };

const startDeadlineMs = 5_000;

/** Git and the repository that `uri` lies in. */
export async function findGit(uri: vscode.Uri): Promise<GitHere> {
  if (!vscode.workspace.isTrusted) {
    return absent(vscode.l10n.t('Git is not asked, because this workspace is not trusted.'));
  }
  if (uri.scheme !== 'file') {
    return absent(vscode.l10n.t('Git is out of reach: these files are not on this computer.'));
  }
  const api = await findGitApi();
  if (api === undefined) {
    return absent(
      vscode.env.remoteName === undefined
        ? vscode.l10n.t('Git is not asked, because VS Code’s Git extension is off or found no git.')
        : vscode.l10n.t('Git is out of reach: it runs on another computer than this extension.'),
    );
  }
  const repository = api.getRepository(uri);
  return repository
    ? { kind: 'here', git: createGit(api.git.path), folder: repository.rootUri }
    : absent(vscode.l10n.t('This is in no git repository that is open in VS Code.'));
}

/** The built-in Git extension, once it has found its git; `undefined` without one. */
export async function findGitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(v: 1): GitApi }>(
    'vscode.git',
  );
  const exports = await extension?.activate();
  if (exports?.enabled !== true) {
    return undefined;
  }
  const api = exports.getAPI(1);
  await waitForStart(api);
  return api.state === 'initialized' ? api : undefined;
}

/** Right after VS Code started the extension is still looking for repositories. */
async function waitForStart(api: GitApi): Promise<void> {
  if (api.state === 'initialized') {
    return;
  }
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const timer = setTimeout(resolve, startDeadlineMs);
  const listener = api.onDidChangeState(resolve);
  await promise;
  clearTimeout(timer);
  listener.dispose();
}

function absent(reason: string): GitHere {
  return { kind: 'absent', reason };
}
