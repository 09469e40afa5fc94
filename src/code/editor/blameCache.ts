import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import type { BlamedLines } from '../../git/blame';
import type { GitReach } from '../../git/remote/gitReach';

interface Kept {
  readonly version: number;
  readonly at: number;
  readonly lines: Promise<readonly BlamedLines[]>;
  readonly stop: AbortController;
}

const most = 8;
/** A commit changes the blame without changing the document. */
const keptMs = 5 * 60_000;

/** The blame of open documents; git is asked once per version of a document. */
export class BlameCache implements Disposable {
  private readonly git: GitReach;
  private readonly kept = new Map<string, Kept>();
  private readonly closing = vscode.workspace.onDidCloseTextDocument(document =>
    this.drop(document.uri.toString()),
  );

  constructor(git: GitReach) {
    this.git = git;
  }

  /** Empty if git has no answer or the document was closed meanwhile. */
  linesOf(document: vscode.TextDocument): Promise<readonly BlamedLines[]> {
    const key = document.uri.toString();
    const { version } = document;
    const known = this.kept.get(key);
    if (known && known.version === version && Date.now() - known.at < keptMs) {
      return known.lines;
    }
    this.drop(key);
    const stop = new AbortController();
    const lines = blame(document.uri, this.git, stop.signal);
    this.kept.set(key, { version, at: Date.now(), lines, stop });
    for (const old of [...this.kept.keys()].slice(0, Math.max(0, this.kept.size - most))) {
      this.drop(old);
    }
    return lines;
  }

  dispose(): void {
    this.closing.dispose();
    [...this.kept.keys()].forEach(key => this.drop(key));
  }

  private drop(key: string): void {
    this.kept.get(key)?.stop.abort(new vscode.CancellationError());
    this.kept.delete(key);
  }
}

async function blame(
  uri: vscode.Uri,
  git: GitReach,
  signal: AbortSignal,
): Promise<readonly BlamedLines[]> {
  try {
    const answer = await git.askGit('blame', { uri }, signal);
    if (answer.kind === 'told') {
      return answer.told.value;
    }
    void git.reach(uri, 'seen');
    return [];
  } catch (error) {
    if (signal.aborted) {
      return [];
    }
    throw error;
  }
}
