import type { PresenceStore } from '../presence/store';
import type { Directory } from './directory';
import type { NoticeList } from './noticeList';
import type { TreeSources } from './peopleTree';
import { isOld } from './viewFrame';
import type { WatchList } from './watchList';

/** What every row of a person shares, in whichever view it is. */
export function createRowSources(sources: {
  store: PresenceStore;
  watchList: WatchList;
  notices: NoticeList;
  directory: Directory;
}): Omit<TreeSources, 'sections' | 'presence'> {
  const { store, watchList, notices, directory } = sources;
  return {
    isOld: known => isOld(known, store),
    context: ({ userId }) =>
      [
        'person',
        watchList.has(userId) ? 'watched' : 'found',
        ...(notices.isAwaited(userId) ? ['awaited'] : []),
      ].join('.'),
    explain: async person => {
      const { explainPerson } = await import('./explainPerson');
      return await explainPerson(person, directory, store);
    },
  };
}
