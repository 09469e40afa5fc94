import type { Disposable } from '../event';
import type { Directory } from './directory';
import { learnNames } from './watchEdits';
import type { WatchList } from './watchList';

/** Writes down under which names the watched people go by now. */
export function keepNames(directory: Directory, watchList: WatchList): Disposable {
  return directory.onDidLearn(users => {
    const { watching } = watchList;
    if (learnNames(watching, users) !== watching) {
      // Names are for show: those that cannot be written down are learned again.
      watchList.edit(current => learnNames(current, users)).catch(() => undefined);
    }
  });
}
