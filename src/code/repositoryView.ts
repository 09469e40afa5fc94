import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../base/event';
import { factLines, listFacts } from '../people/views/facts';
import { PeopleTree } from '../people/views/peopleTree';
import type { Section } from '../people/views/roster';
import { createRowSources, userIdsOf } from '../people/views/treeItems';
import { frameView } from '../people/views/viewFrame';
import { shownState } from '../presence/stateWords';
import type { CodeKit } from './context';
import { Recent } from './recentPeople';
import { explainColleague, reachWords } from './whoCanIAsk/colleagueItems';
import { groupByReach } from './whoCanIAsk/ranking';

/** The view `circuit.repository`: who lately worked on this code or owns it, by availability. */
export interface RepositoryView extends Disposable {
  readonly selection: readonly string[];
  /** Asks git and Circuit anew. */
  reload(): Promise<void>;
}

/** Asks only while the view is seen and Circuit may be asked about this code. */
export function createRepositoryView(kit: CodeKit): RepositoryView {
  const recent = new Recent(kit);
  const tree = createTree(recent, kit);
  const view = vscode.window.createTreeView('circuit.repository', {
    treeDataProvider: tree,
    canSelectMany: true,
  });
  const frame = frameView(view, {
    ...kit,
    shownIds: () => recent.ids,
    message: () => recent.finding.notes.join(' '),
    redraw: () => tree.rebuild(),
  });
  const reload = () =>
    vscode.window.withProgress({ location: { viewId: 'circuit.repository' } }, () => recent.load());
  const living = disposeAll(
    view,
    recent,
    tree,
    frame,
    recent.onDidChange(() => {
      tree.rebuild();
      frame.render();
    }),
    followPresence(tree, recent, kit),
    keepAsking(view, recent, kit, reload),
  );
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
    reload: async () => reload(),
    dispose: () => living.dispose(),
  };
}

function createTree(recent: Recent, kit: CodeKit): PeopleTree {
  return new PeopleTree({
    ...createRowSources({ store: kit.store, ...kit.lists }),
    sections: () => sectionsOf(recent, kit),
    explain: ({ userId }) => Promise.resolve(explain(userId, recent, kit)),
  });
}

/** Loads what is stale and has presence asked for, while somebody looks. */
function keepAsking(
  view: vscode.TreeView<unknown>,
  recent: Recent,
  { consent, store, interest, poller }: CodeKit,
  reload: () => PromiseLike<void>,
): Disposable {
  let hold: Disposable | undefined;
  const isWanted = () => view.visible && consent.isGiven && store.ownId !== undefined;
  const update = () => {
    hold?.dispose();
    hold = isWanted() ? interest.hold(recent.ids) : undefined;
    if (hold) {
      poller.poke();
    }
    if (hold && recent.isStale) {
      void reload();
    }
  };
  return disposeAll(
    view.onDidChangeVisibility(update),
    // Told after every round: only the first one, which says who is signed in, matters here.
    store.onDidChangeConnection(() => isWanted() === (hold !== undefined) || update()),
    recent.onDidChange(update),
    consent.onDidChange(() => recent.clear()),
    { dispose: () => hold?.dispose() },
  );
}

/** Redraws single rows; all of them only when somebody has to go under another heading. */
function followPresence(tree: PeopleTree, recent: Recent, kit: CodeKit): Disposable {
  const placesOf = () =>
    JSON.stringify(
      sectionsOf(recent, kit).map(({ sectionId, people }) => [
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
  return disposeAll(
    kit.store.onDidChange(redraw),
    kit.lists.notices.onDidChange(redraw),
    kit.lists.watchList.onDidChange(() => redraw(new Set(recent.ids))),
  );
}

function sectionsOf({ finding }: Recent, { store }: CodeKit): readonly Section[] {
  return groupByReach(finding.colleagues, ({ userId }) => shownState(store.get(userId))).map(
    ({ reach, people }) => ({
      sectionId: reach,
      name: reachWords(reach),
      summary: String(people.length),
      people,
    }),
  );
}

function explain(userId: string, { finding }: Recent, { store }: CodeKit): string {
  const person = finding.colleagues.find(each => each.userId === userId);
  const moment = { now: Date.now(), language: vscode.env.language };
  return person
    ? [
        explainColleague(person, finding.measure),
        factLines(listFacts(person, undefined, store.get(userId), moment)),
      ].join('\n')
    : '';
}
