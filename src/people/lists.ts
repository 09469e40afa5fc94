import type { Account } from '../account/account';
import { DisposableStore } from '../base/disposables';
import type { Memento } from '../base/memento';
import { accountKey } from '../presence/shared/session';
import { KnownNames } from './knownNames';
import { NoticeList } from './notices/noticeList';
import { LastSearch } from './search/lastSearch';
import { WatchList } from './watch/watchList';

/** The watched people, the last search and the notices, which decide whose presence is polled. */
export interface PeopleLists {
  readonly watchList: WatchList;
  readonly search: LastSearch;
  readonly notices: NoticeList;
  readonly names: KnownNames;
  /** The ids of everybody on them, without duplicates. */
  readonly interest: () => readonly string[];
}

export function createLists(
  memento: Memento,
  account: () => Account | undefined,
  parts: DisposableStore,
): PeopleLists {
  const key = () => accountKey(account());
  const watchList = parts.add(new WatchList(memento, key));
  const search = parts.add(new LastSearch());
  const notices = parts.add(new NoticeList(memento, key));
  const lists = { watchList, search, notices, names: new KnownNames() };
  return { ...lists, interest: () => interestOf(lists) };
}

function interestOf({ watchList, search, notices }: Omit<PeopleLists, 'interest'>) {
  const awaited = notices.waiting.flatMap(({ people }) => people);
  return [
    ...new Set([...watchList.userIds, ...search.wanted, ...awaited.map(({ userId }) => userId)]),
  ];
}
