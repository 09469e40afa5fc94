import * as vscode from 'vscode';
import type { Account } from '../../account/account';
import { DisposableStore } from '../../base/disposables';
import type { Event } from '../../base/event';
import { clockWords } from '../../base/timeWords';
import { STALE_AFTER_MS } from '../../presence/equality';
import type { Known } from '../../presence/model';
import type { PresenceStore } from '../../presence/store';

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
  /** Draws the rows anew: those that are old say from when they are. */
  readonly redraw?: () => void;
}

const ageCheckMs = 60_000;

/** Says *Demo* beside the title, and above the rows how old they are when they are. */
export function frameView(
  view: vscode.TreeView<unknown>,
  frame: Frame,
  parts: DisposableStore,
): { render(): void } {
  const render = () => {
    const demo = frame.account()?.kind === 'demo' ? vscode.l10n.t('Demo') : undefined;
    const title = frame.title?.();
    view.description =
      demo && title ? vscode.l10n.t('{0} – {1}', demo, title) : (demo ?? title ?? '');
    view.message = ageWords(frame) ?? frame.message?.() ?? '';
  };
  const redrawAged = createAgeCheck(frame, render);
  let timer: NodeJS.Timeout | undefined;
  // Nothing tells that time passes; nobody needs to know while the view is hidden.
  const checkWhileVisible = () => {
    clearInterval(timer);
    timer = view.visible && frame.redraw ? setInterval(redrawAged, ageCheckMs) : undefined;
    redrawAged();
  };
  parts.add({ dispose: () => clearInterval(timer) });
  render();
  checkWhileVisible();
  parts.add(view.onDidChangeVisibility(checkWhileVisible));
  parts.add(frame.store.onDidChange(redrawAged));
  parts.add(
    frame.store.onDidChangeConnection(() => {
      redrawAged();
      render();
    }),
  );
  parts.add(frame.onDidChangeAccount(render));
  return { render };
}

/** Draws anew once some of what is shown has become old, or none is any more. */
function createAgeCheck({ shownIds, store, redraw }: Frame, render: () => void): () => void {
  const isAnyOld = () => shownIds().some(id => isOld(store.get(id), store));
  let wasOld = isAnyOld();
  return () => {
    if (isAnyOld() !== wasOld) {
      wasOld = !wasOld;
      redraw?.();
      render();
    }
  };
}

/** Whether something is known from before Circuit was out of reach, or asked for no more. */
export function isOld(
  known: Known | undefined,
  { connection }: Pick<PresenceStore, 'connection'>,
): boolean {
  // Who is not known to Circuit is seldom asked for.
  const isAged = known?.kind === 'known' && Date.now() - known.checkedAt >= STALE_AFTER_MS;
  return isAged || (known !== undefined && connection.kind === 'offline');
}

function ageWords({ store, shownIds }: Frame): string | undefined {
  const reason = store.connection.kind === 'offline' ? store.connection.reason.message : undefined;
  const times = shownIds()
    .map(userId => store.get(userId))
    .flatMap(known => (known && isOld(known, store) ? [known.checkedAt] : []));
  if (times.length === 0) {
    return reason;
  }
  const moment = { now: Date.now() };
  const since = clockWords(Math.min(...times), moment);
  return reason === undefined
    ? vscode.l10n.t('Last checked: {0}.', since)
    : vscode.l10n.t('{0} Last checked: {1}.', reason, since);
}
