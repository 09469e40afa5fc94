import * as vscode from 'vscode';
import { disposeAll, type Disposable, type Event } from '../event';
import { clockWords } from '../presence/clock';
import type { PresenceStore } from '../presence/store';
import type { Account } from '../account/account';

/** What the frame around a view depends on. */
export interface Frame {
  readonly store: PresenceStore;
  readonly account: () => Account | undefined;
  readonly onDidChangeAccount: Event<unknown>;
  /** People whose presence the view shows: the oldest answer among theirs is its age. */
  readonly shownIds: () => readonly string[];
  /** Beside the title, when there is something to say. */
  readonly title?: () => string | undefined;
  /** Above the rows, when Circuit answers. */
  readonly message?: () => string | undefined;
  /** Draws the rows anew: they say how old they are while Circuit is out of reach. */
  readonly redraw?: () => void;
}

/** Says *Demo* beside the title, and above the rows how old they are when Circuit is out of reach. */
export function frameView(
  view: vscode.TreeView<unknown>,
  frame: Frame,
): Disposable & { render(): void } {
  const render = () => {
    const demo = frame.account()?.kind === 'demo' ? vscode.l10n.t('Demo') : undefined;
    const title = frame.title?.();
    view.description =
      demo && title ? vscode.l10n.t('{0} – {1}', demo, title) : (demo ?? title ?? '');
    view.message = offlineWords(frame) ?? frame.message?.() ?? '';
  };
  let wasOutOfReach = isOutOfReach(frame.store);
  const follow = () => {
    render();
    if (isOutOfReach(frame.store) !== wasOutOfReach) {
      wasOutOfReach = !wasOutOfReach;
      frame.redraw?.();
    }
  };
  render();
  const following = disposeAll(
    frame.store.onDidChangeConnection(follow),
    frame.onDidChangeAccount(render),
  );
  return { render, dispose: () => following.dispose() };
}

/** Whether what is known is from before Circuit stopped answering. */
export function isOutOfReach({ connection }: PresenceStore): boolean {
  return connection.kind === 'offline';
}

function offlineWords({ store, shownIds }: Frame): string | undefined {
  const { connection } = store;
  if (connection.kind !== 'offline') {
    return undefined;
  }
  const known = shownIds()
    .map(userId => store.get(userId))
    .filter(each => each !== undefined);
  if (known.length === 0) {
    return connection.reason.message;
  }
  const since = Math.min(...known.map(({ checkedAt }) => checkedAt));
  return vscode.l10n.t(
    '{0} What you see is from {1}.',
    connection.reason.message,
    clockWords(since, { now: Date.now(), language: vscode.env.language }),
  );
}
