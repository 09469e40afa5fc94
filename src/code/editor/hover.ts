import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposables';
import type { PresenceStore } from '../../presence/store';
import type { CodeContext } from '../context';
import { authorOfLine, countLines } from '../../git/blame';
import { onDisk } from '../../git/workspaceFile';
import { askableAddress } from '../whoCanIAsk/addressRules';
import { addressesOf, keepAskable } from '../whoCanIAsk/colleagues';
import { BlameCache } from './blameCache';
import { addressesInText, emailAtPosition } from './emailAtPosition';
import { hoverText } from './hoverText';

const budgetMs = 250;

/** A signal that is aborted after 250 ms or when the pointer has moved on. */
export interface Budget extends Disposable {
  readonly isOver: Promise<undefined>;
}

/** A hover never waits longer for git or Circuit; the next hover has the answer. */
export function startBudget(token: vscode.CancellationToken): Budget {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  const timer = setTimeout(end, budgetMs);
  const listener = token.onCancellationRequested(end);
  return {
    isOver: promise,
    dispose: () => {
      clearTimeout(timer);
      listener.dispose();
    },
  };
}

const mostAddresses = 50;
const linesAround = 200;

/** The person a hover is about, and others to look up in the same call. */
interface Subject {
  readonly emailAddress: string;
  readonly others: readonly string[];
  readonly range: vscode.Range;
}

/**
 * Shows presence on email addresses in any text, and at the end of a line, where blame is shown.
 */
export function createHover(context: CodeContext, parts: DisposableStore): void {
  const blamed = parts.add(new BlameCache(context.git));
  const provider: vscode.HoverProvider = {
    provideHover: async (document, position, token) => {
      const budget = startBudget(token);
      try {
        const subject = await findSubject(document, position, { context, blamed, budget });
        return subject && (await answer(subject, context, budget));
      } finally {
        budget.dispose();
      }
    },
  };
  parts.add(vscode.languages.registerHoverProvider('*', provider));
}

async function findSubject(
  document: vscode.TextDocument,
  position: vscode.Position,
  parts: { readonly context: CodeContext; readonly blamed: BlameCache; readonly budget: Budget },
): Promise<Subject | undefined> {
  const { text } = document.lineAt(position.line);
  const found = emailAtPosition(text, position.character);
  const { line } = position;
  if (found) {
    const rules = parts.context.rules();
    const emailAddress = askableAddress(found.emailAddress, rules);
    const others = addressesAround(document, line).flatMap(
      each => askableAddress(each, rules) ?? [],
    );
    const range = new vscode.Range(line, found.start, line, found.end);
    return emailAddress === undefined ? undefined : { emailAddress, others, range };
  }
  const isAtEnd = position.character >= text.length && text.length > 0;
  return isAtEnd ? findAuthor(document, position, parts) : undefined;
}

/** Looks up only nearby addresses as well: some files list thousands. */
function addressesAround(document: vscode.TextDocument, line: number): readonly string[] {
  const first = Math.max(0, line - linesAround);
  const range = new vscode.Range(first, 0, line + linesAround, 0);
  return addressesInText(
    document.getText(document.validateRange(range)).slice(0, 100_000),
    mostAddresses,
  );
}

async function findAuthor(
  document: vscode.TextDocument,
  position: vscode.Position,
  {
    context,
    blamed,
    budget,
  }: { readonly context: CodeContext; readonly blamed: BlameCache; readonly budget: Budget },
): Promise<Subject | undefined> {
  if (!onDisk.includes(document.uri.scheme)) {
    return undefined;
  }
  const lines = await Promise.race([blamed.linesOf(document), budget.isOver]);
  const author = lines && authorOfLine(lines, position.line + 1);
  const rules = context.rules();
  const emailAddress = author && askableAddress(author.emailAddress, rules, author.name);
  if (lines === undefined || emailAddress === undefined) {
    return undefined;
  }
  const askable = keepAskable({ contributions: countLines(lines), owners: [] }, rules);
  const others = addressesOf(askable, Date.now());
  return { emailAddress, others, range: new vscode.Range(position, position) };
}

async function answer(
  { emailAddress, others, range }: Subject,
  { book, store, interest, lists }: CodeContext,
  { isOver }: Budget,
): Promise<vscode.Hover | undefined> {
  if (book.get(emailAddress) === undefined) {
    await Promise.race([book.learnQuietly([emailAddress, ...others]), isOver]);
  }
  const entry = book.get(emailAddress);
  if (entry?.kind !== 'person') {
    return undefined;
  }
  interest.linger([entry.userId]);
  if (store.get(entry.userId) === undefined) {
    const known = untilKnown(store, entry.userId);
    await Promise.race([known.promise, isOver]);
    known.dispose();
  }
  return new vscode.Hover(
    hoverText(entry, store.get(entry.userId), lists.watchList.has(entry.userId)),
    range,
  );
}

function untilKnown(
  store: PresenceStore,
  userId: string,
): Disposable & { readonly promise: Promise<unknown> } {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const listener = store.onDidChange(changed => changed.has(userId) && resolve(undefined));
  return { promise, dispose: () => listener.dispose() };
}
