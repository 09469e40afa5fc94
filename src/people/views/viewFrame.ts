import * as vscode from 'vscode';
import type { Account } from '../../account/account';
import { DisposableStore } from '../../base/disposables';
import type { Event } from '../../base/event';
import { clockWords } from '../../base/timeWords';
import { STALE_AFTER_MS } from '../../presence/equality';
import type { Known } from '../../presence/model';
import type { PresenceStore } from '../../presence/store';

export interface Frame {
  readonly store: PresenceStore;
  readonly account: () => Account | undefined;
  readonly onDidChangeAccount: Event<unknown>;
  /** The people whose presence the view shows; its age is that of the oldest answer. */
  readonly shownIds: () => readonly string[];
  /** The text next to the title, if any. */
  readonly title?: () => string | undefined;
  /** The message above the rows while Circuit answers. */
  readonly message?: () => string | undefined;
  /** Redraws the rows: old ones show their time. */
  readonly redraw?: () => void;
}

const ageCheckMs = 60_000;

/** Shows *Demo* next to the title, and the rows' age above them if they are old. */
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
  // Passing time raises no event, so check regularly while the view is visible.
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

/** Redraws when something shown becomes out of date, or nothing is any more. */
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

/** Whether something is out of date because Circuit is unreachable or it is no longer polled. */
export function isOld(
  known: Known | undefined,
  { connection }: Pick<PresenceStore, 'connection'>,
): boolean {
  // People unknown to Circuit are polled rarely.
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
