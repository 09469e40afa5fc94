import type { Account } from '../account/account';
import { disposeAll, type Disposable } from '../event';
import { accountKey } from './accountKey';
import type { Keep } from './keep';
import { LastSearch } from './lastSearch';
import { NoticeList } from './noticeList';
import { WatchList } from './watchList';

/** Whom somebody watches, found last and waits for: what decides whom Circuit is asked about. */
export interface PeopleLists extends Disposable {
  readonly watchList: WatchList;
  readonly search: LastSearch;
  readonly notices: NoticeList;
  /** Ids of everybody on them, each once. */
  readonly interest: () => readonly string[];
}

export function createLists(keep: Keep, account: () => Account | undefined): PeopleLists {
  const key = () => accountKey(account());
  const watchList = new WatchList(keep, key);
  const search = new LastSearch();
  const notices = new NoticeList(keep, key);
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
