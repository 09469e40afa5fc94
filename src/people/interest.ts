import type { LastSearch } from './lastSearch';
import type { NoticeList } from './noticeList';
import type { WatchList } from './watchList';

/** Everybody whose presence is to be asked for: watched, found, or waited for. Each id once. */
export function interestOf(sources: {
  watchList: WatchList;
  search: LastSearch;
  notices: NoticeList;
}): readonly string[] {
  const awaited = sources.notices.waiting.flatMap(({ people }) => people);
  return [
    ...new Set([
      ...sources.watchList.userIds,
      ...sources.search.wanted,
      ...awaited.map(({ userId }) => userId),
    ]),
  ];
}
