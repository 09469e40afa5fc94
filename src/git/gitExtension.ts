import * as vscode from 'vscode';

/** The parts of the built-in Git extension's API that are used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

/** An open repository and its commit message box. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
}

const startDeadlineMs = 5_000;

/** The API of the built-in Git extension once it has found git; undefined if there is none. */
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

/** Right after the start of VS Code the extension is still looking for repositories. */
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
