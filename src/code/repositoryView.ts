import * as vscode from 'vscode';
import { combinedDisposable, type Disposable, DisposableStore } from '../base/disposables';
import { factLines, listFacts } from '../people/views/facts';
import { PeopleTree } from '../people/views/peopleTree';
import type { Section } from '../people/views/roster';
import { createRowSources, userIdsOf } from '../people/views/treeItems';
import { frameView } from '../people/views/viewFrame';
import { shownState } from '../presence/stateWords';
import type { CodeContext } from './context';
import { Recent } from './recentPeople';
import { explainColleague, reachWords } from './whoCanIAsk/colleagueItems';
import { groupByReach } from './whoCanIAsk/ranking';

/**
 * The view `circuit.repository`: people who recently worked on this code or own it, by
 * availability.
 */
export interface RepositoryView {
  readonly selection: readonly string[];
  /** Asks git and Circuit again. */
  reload(): Promise<void>;
}

/** Asks only while the view is visible and there is consent to look people up. */
export function createRepositoryView(context: CodeContext, parts: DisposableStore): RepositoryView {
  const recent = parts.add(new Recent(context));
  const tree = parts.add(createTree(recent, context));
  const view = parts.add(
    vscode.window.createTreeView('circuit.repository', {
      treeDataProvider: tree,
      canSelectMany: true,
    }),
  );
  const shownIds = () => recent.ids;
  const message = () => recent.finding.notes.join(' ').replaceAll('\n', ' ');
  const redraw = () => tree.rebuild();
  const frame = frameView(view, { ...context, shownIds, message, redraw }, parts);
  const reload = () =>
    vscode.window.withProgress({ location: { viewId: 'circuit.repository' } }, async () => {
      await recent.load();
    });
  parts.add(
    recent.onDidChange(() => {
      tree.rebuild();
      frame.render();
    }),
  );
  parts.add(followPresence(tree, recent, context));
  parts.add(askWhileSeen(view, recent, context, reload));
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
    reload: async () => reload(),
  };
}

function createTree(recent: Recent, context: CodeContext): PeopleTree {
  return new PeopleTree({
    ...createRowSources({ store: context.store, ...context.lists }),
    sections: () => sectionsOf(recent, context),
    explain: ({ userId }) => Promise.resolve(explain(userId, recent, context)),
  });
}

/** While the view is visible, reloads what is out of date and has presence polled. */
function askWhileSeen(
  view: vscode.TreeView<unknown>,
  recent: Recent,
  { consent, store, interest, git }: CodeContext,
  reload: () => PromiseLike<void>,
): Disposable {
  let hold: Disposable | undefined;
  const isWanted = () => view.visible && consent.isGiven && store.ownId !== undefined;
  const update = () => {
    hold?.dispose();
    hold = isWanted() ? interest.hold(recent.ids) : undefined;
    if (hold && recent.isStale) {
      void reload();
    }
  };
  return combinedDisposable(
    view.onDidChangeVisibility(update),
    // Fires after every poll; only the first, which tells who is signed in, matters here.
    store.onDidChangeConnection(() => {
      if (isWanted() !== (hold !== undefined)) {
        update();
      }
    }),
    recent.onDidChange(update),
    consent.onDidChange(() => recent.clear()),
    git.onDidReach(() => recent.clear()),
    { dispose: () => hold?.dispose() },
  );
}

/** Redraws single rows; all of them only if somebody moves to another heading. */
function followPresence(tree: PeopleTree, recent: Recent, context: CodeContext): Disposable {
  const placesOf = () =>
    JSON.stringify(
      sectionsOf(recent, context).map(({ sectionId, people }) => [
        sectionId,
        people.map(({ userId }) => userId),
      ]),
    );
  let places = placesOf();
  const redraw = (changed: ReadonlySet<string>) => {
    const next = placesOf();
    if (next === places) {
      tree.redraw(changed);
    } else {
      places = next;
      tree.rebuild();
    }
  };
  return combinedDisposable(
    context.store.onDidChange(redraw),
    context.lists.notices.onDidChange(redraw),
    context.lists.watchList.onDidChange(() => redraw(new Set(recent.ids))),
  );
}

function sectionsOf({ finding }: Recent, { store }: CodeContext): readonly Section[] {
  return groupByReach(finding.colleagues, ({ userId }) => shownState(store.get(userId))).map(
    ({ reach, people }) => ({
      sectionId: reach,
      name: reachWords(reach),
      summary: String(people.length),
      people,
    }),
  );
}

function explain(userId: string, { finding }: Recent, { store }: CodeContext): string {
  const person = finding.colleagues.find(each => each.userId === userId);
  const moment = { now: Date.now() };
  return person
    ? [
        explainColleague(person, finding.measure),
        factLines(listFacts(person, undefined, store.get(userId), moment)),
      ].join('\n')
    : '';
}
