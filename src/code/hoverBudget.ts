import type * as vscode from 'vscode';
import type { Disposable } from '../event';

const budgetMs = 250;

/** Ends after 250 ms, or when the pointer has moved on. */
export interface Budget extends Disposable {
  readonly isOver: Promise<undefined>;
}

/** Longer than this a hover never waits for git or Circuit: the next one has the answer. */
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
