import * as vscode from 'vscode';
import type { CurrentAccount } from '../account/account';
import { type Disposable, DisposableStore } from '../base/disposables';
import type { Activity } from '../base/windowActivity';
import type { CommandTable } from '../commandIds';
import type { Poller } from '../presence/polling/poller';
import type { PresenceStore } from '../presence/store';
import { peopleCommands } from './commands';
import { updateListKeys } from './contextKeys';
import { Directory, type RequestForUser } from './directory';
import type { PeopleLists } from './lists';
import { showNotice, showNoticeEnd } from './notices/noticeMessage';
import { NoticeWatch } from './notices/noticeWatch';
import type { Person } from './personText';
import { Labels } from './views/labels';
import { createLabelsView } from './views/labelsView';
import { createPeopleView, type PeopleView } from './views/peopleView';
import { createSearchView, type SearchView } from './views/searchView';
import { explainPerson } from './views/tooltip';
import { createRowSources } from './views/treeItems';
import { reloadOnFocus } from './watch/reloadOnFocus';
import { rememberNames } from './watch/settingsSync';

export interface PeopleOptions {
  readonly lists: PeopleLists;
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'refresh' | 'poke'>;
  readonly account: CurrentAccount;
  readonly activity: Pick<Activity, 'state' | 'onDidChange'>;
  /** Resolves to true in only one window, the first to ask with this id. */
  readonly onceAcrossWindows: (id: string) => Promise<boolean>;
}

/**
 * Builds the user interface for colleagues into `parts`: the views, the notices and the commands.
 */
export function createPeople(
  options: PeopleOptions,
  parts: DisposableStore,
): { readonly commands: CommandTable<'people'> } {
  const { lists, store, poller, account } = options;
  const { watchList, notices, search } = lists;
  const { onDidChange: onDidChangeAccount } = account;
  const ask: RequestForUser = (request, purpose) => poller.ask(request, purpose);
  const directory = parts.add(new Directory(ask));
  const labels = parts.add(new Labels(ask));
  const views = createViews(options, directory, labels, parts);
  parts.add(updateListKeys(lists, onDidChangeAccount));
  reloadOnFocus(lists, onDidChangeAccount, parts);
  parts.add(rememberNames(directory, watchList));
  parts.add(
    onDidChangeAccount(() => {
      directory.clear();
      labels.clear();
    }),
  );
  parts.add(watchList.onDidChange(() => poller.poke()));
  parts.add(tellNotices(options, views.peopleView));
  const shared = { store, poller, account: () => account.account };
  return {
    commands: peopleCommands({
      ...shared,
      watchList,
      search,
      notices,
      names: lists.names,
      directory,
      labels,
      ...views,
    }),
  };
}

function createViews(
  { lists, store, account, activity }: PeopleOptions,
  directory: Directory,
  labels: Labels,
  parts: DisposableStore,
): { readonly peopleView: PeopleView; readonly searchView: SearchView } {
  const { watchList, notices, search } = lists;
  const rows = {
    ...createRowSources({ store, watchList, notices }),
    explain: (person: Person) => explainPerson(person, directory, store),
  };
  const frame = {
    store,
    account: () => account.account,
    onDidChangeAccount: account.onDidChange,
  };
  createLabelsView({ ...frame, labels }, parts);
  return {
    peopleView: createPeopleView({ ...frame, watchList, notices, rows, activity }, parts),
    searchView: createSearchView({ ...frame, search, watchList, notices, rows }, parts),
  };
}

function tellNotices(
  { lists, store, account, onceAcrossWindows }: PeopleOptions,
  view: PeopleView,
): Disposable {
  return new NoticeWatch({
    notices: lists.notices,
    store,
    claim: onceAcrossWindows,
    isFocused: () => vscode.window.state.focused,
    show: notice => {
      view.addBadge();
      void showNotice(notice, account.account?.kind === 'demo');
    },
    showEnd: notice => showNoticeEnd(notice, account.account?.kind === 'demo'),
  });
}
