import type { PresenceStore } from '../presence/store';
import type { NoticeList } from './noticeList';
import type { TreeSources } from './peopleTree';
import { isOld } from './viewFrame';
import type { WatchList } from './watchList';

/** What every row of a person shares, in whichever view it is. */
export function createRowSources(sources: {
  readonly store: PresenceStore;
  readonly watchList: WatchList;
  readonly notices: NoticeList;
}): Pick<TreeSources, 'presence' | 'isOld' | 'context'> {
  const { store, watchList, notices } = sources;
  return {
    presence: userId => store.get(userId),
    isOld: known => isOld(known, store),
    context: ({ userId }) =>
      [
        'person',
        watchList.has(userId) ? 'watched' : 'found',
        ...(notices.isAwaited(userId) ? ['awaited'] : []),
      ].join('.'),
  };
}
