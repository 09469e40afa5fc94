import * as vscode from 'vscode';
import type { CurrentAccount } from '../account/account';
import { type Disposable, disposeAll } from '../base/event';
import type { Poller } from '../presence/polling/poller';
import type { PresenceStore } from '../presence/store';
import type { RequestForUser, CommandTable } from './context';
import { updateListKeys } from './contextKeys';
import { Directory } from './directory';
import type { PeopleLists } from './lists';
import { NoticeWatch } from './notices/noticeWatch';
import { Labels } from './views/labels';
import { createLabelsView } from './views/labelsView';
import type { TreeSources } from './views/peopleTree';
import { createPeopleView, type PeopleView } from './views/peopleView';
import { createSearchView } from './views/searchView';
import { createRowSources } from './views/treeItems';
import { reloadOnFocus } from './watch/reloadOnFocus';
import { rememberNames } from './watch/settingsSync';

/** What colleagues on screen are built from. */
export interface PeopleOptions {
  readonly lists: PeopleLists;
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'refresh' | 'poke'>;
  readonly account: CurrentAccount;
  /** A folder that all windows share. */
  readonly claimsFolder: string;
  /** Of this extension. */
  readonly version: string;
}

/** Colleagues on screen: the views, the notices and the commands. */
export interface People extends Disposable {
  /** Loads what the commands do. */
  readonly commands: () => Promise<CommandTable>;
}

export function createPeople(options: PeopleOptions): People {
  const { lists, store, poller, account } = options;
  const { watchList, notices } = lists;
  const ask: RequestForUser = request => poller.ask(request);
  const directory = new Directory(ask);
  const labels = new Labels(ask);
  const rows = {
    ...createRowSources({ store, watchList, notices }),
    explain: explainFrom(directory, store),
  };
  const frame = {
    store,
    account: () => account.account,
    onDidChangeAccount: account.onDidChange,
  };
  const peopleView = createPeopleView({ ...frame, ...lists, rows });
  const searchView = createSearchView({ ...frame, ...lists, rows });
  const parts = { ...options, ...lists, ...frame, directory, labels, peopleView, searchView };
  const living = disposeAll(
    directory,
    labels,
    peopleView,
    searchView,
    createLabelsView({ ...frame, labels }),
    updateListKeys(lists, account.onDidChange),
    reloadOnFocus(lists, account.onDidChange),
    rememberNames(directory, watchList),
    account.onDidChange(() => {
      directory.clear();
      labels.clear();
    }),
    watchList.onDidChange(() => poller.poke()),
    tellNotices(options, peopleView),
  );
  return {
    commands: async () => (await import('./commands')).peopleCommands(parts),
    dispose: () => living.dispose(),
  };
}

function tellNotices({ lists, store, claimsFolder }: PeopleOptions, view: PeopleView): Disposable {
  return new NoticeWatch({
    notices: lists.notices,
    store,
    claim: async noticeId => {
      const { createOnceAcrossWindows } = await import('../node/onceAcrossWindows');
      return await createOnceAcrossWindows(claimsFolder)(noticeId);
    },
    isFocused: () => vscode.window.state.focused,
    show: notice => {
      view.addBadge();
      void import('./notices/noticeMessage').then(({ showNotice }) => showNotice(notice));
    },
  });
}

/** What the tooltip of a row says, loaded with the first one. */
function explainFrom(directory: Directory, store: PresenceStore): TreeSources['explain'] {
  return async person => {
    const { explainPerson } = await import('./views/tooltip');
    return await explainPerson(person, directory, store);
  };
}
