import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { CodeContext } from '../context';
import type { Conflict } from '../../git/conflicts/parseConflicts';
import { askableAddress } from '../whoCanIAsk/addressRules';

type Addresses = readonly (string | undefined)[];

/** The answer for one version of a document; empty until git and Circuit have answered. */
interface Asked {
  readonly version: number;
  readonly stop: AbortController;
  addresses: Addresses;
}

/** The address by which Circuit knows each conflict's other author, found in the background. */
export class OtherAuthorsCache implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly context: CodeContext;
  private readonly asked = new Map<string, Asked>();
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.drop(uri));

  constructor(context: CodeContext) {
    this.context = context;
  }

  get isEmpty(): boolean {
    return this.asked.size === 0;
  }

  /** Returns what is known so far; asks once per version of a document with conflicts. */
  addressesOf(document: vscode.TextDocument, conflicts: readonly Conflict[]): Addresses {
    const known = this.asked.get(document.uri.toString());
    if (known && known.version === document.version) {
      return known.addresses;
    }
    this.drop(document.uri);
    if (conflicts.length > 0) {
      const stop = new AbortController();
      const asked: Asked = { version: document.version, stop, addresses: [] };
      this.asked.set(document.uri.toString(), asked);
      void this.fill(asked, document, conflicts);
    }
    return [];
  }

  dispose(): void {
    this.asked.forEach(({ stop }) => stop.abort(new vscode.CancellationError()));
    combinedDisposable(this.closing, this.changed).dispose();
  }

  private async fill(
    asked: Asked,
    document: vscode.TextDocument,
    conflicts: readonly Conflict[],
  ): Promise<void> {
    asked.addresses = await findAddresses(document, conflicts, this.context, asked.stop.signal);
    if (!asked.stop.signal.aborted) {
      this.changed.fire();
    }
  }

  private drop(uri: vscode.Uri): void {
    this.asked.get(uri.toString())?.stop.abort(new vscode.CancellationError());
    this.asked.delete(uri.toString());
  }
}

/** Runs in the background; missing answers are left out. */
async function findAddresses(
  document: vscode.TextDocument,
  conflicts: readonly Conflict[],
  { book, rules, git }: CodeContext,
  signal: AbortSignal,
): Promise<Addresses> {
  try {
    const answer = await git.askGit('otherAuthors', { uri: document.uri }, signal);
    if (answer.kind === 'untold') {
      void git.reach(document.uri, 'seen');
      return [];
    }

    const addresses = answer.told.map(author =>
      author === null ? undefined : askableAddress(author.emailAddress, rules(), author.name),
    );
    await book.learnQuietly(addresses.filter(address => address !== undefined));
    return addresses;
  } catch (error) {
    if (signal.aborted) {
      return [];
    }
    throw error;
  }
}
