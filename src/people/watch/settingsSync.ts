import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import type { Directory } from '../directory';
import type { WatchList } from './watchList';
import { learnNames } from './watchListEdits';

/** Has VS Code sync the watch list with the person's settings, but only while they ask for it. */
export function syncWatchList(
  memento: { setKeysForSync(keys: readonly string[]): void },
  watchList: WatchList,
  setting: { readonly value: boolean; readonly onDidChange: Event<boolean> },
  onDidChangeAccount: Event<unknown>,
): Disposable {
  const update = () => {
    const { key } = watchList;
    memento.setKeysForSync(setting.value && key !== undefined ? [key] : []);
  };
  update();
  return combinedDisposable(setting.onDidChange(update), onDidChangeAccount(update));
}

/** Writes down under which names the watched people go by now. */
export function rememberNames(directory: Directory, watchList: WatchList): Disposable {
  return directory.onDidLearn(users => {
    const { watching } = watchList;
    if (learnNames(watching, users) !== watching) {
      // Names are for show: those that cannot be written down are learned again.
      watchList.edit(current => learnNames(current, users)).catch(() => undefined);
    }
  });
}
