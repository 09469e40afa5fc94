import type { Account } from '../account/account';
import { type Disposable, disposeAll } from '../base/event';
import type { Memento } from '../base/memento';
import { accountKey } from '../presence/shared/session';
import { NoticeList } from './notices/noticeList';
import { LastSearch } from './search/lastSearch';
import { WatchList } from './watch/watchList';

/** Whom somebody watches, found last and waits for: what decides whom Circuit is asked about. */
export interface PeopleLists extends Disposable {
  readonly watchList: WatchList;
  readonly search: LastSearch;
  readonly notices: NoticeList;
  /** Ids of everybody on them, each once. */
  readonly interest: () => readonly string[];
}

export function createLists(memento: Memento, account: () => Account | undefined): PeopleLists {
  const key = () => accountKey(account());
  const watchList = new WatchList(memento, key);
  const search = new LastSearch();
  const notices = new NoticeList(memento, key);
  const lists = { watchList, search, notices };
  return {
    ...lists,
    interest: () => interestOf(lists),
    dispose: () => disposeAll(watchList, search, notices).dispose(),
  };
}

function interestOf({ watchList, search, notices }: Omit<PeopleLists, 'interest' | 'dispose'>) {
  const awaited = notices.waiting.flatMap(({ people }) => people);
  return [
    ...new Set([...watchList.userIds, ...search.wanted, ...awaited.map(({ userId }) => userId)]),
  ];
}
