import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import type { Directory } from '../directory';
import type { WatchList } from './watchList';
import { learnNames } from './watchListEdits';

/**
 * Lets Settings Sync include the watch list and what is kept under `more` keys, but only while the
 * person's setting asks for it.
 */
export function syncWatchList(
  memento: { setKeysForSync(keys: readonly string[]): void },
  watchList: WatchList,
  more: () => readonly string[],
  setting: { readonly value: boolean; readonly onDidChange: Event<boolean> },
  onDidChangeAccount: Event<unknown>,
): Disposable {
  const update = () => {
    const { key } = watchList;
    memento.setKeysForSync(setting.value && key !== undefined ? [key, ...more()] : []);
  };
  update();
  return combinedDisposable(setting.onDidChange(update), onDidChangeAccount(update));
}

/** Keeps the stored names of watched people up to date. */
export function rememberNames(directory: Directory, watchList: WatchList): Disposable {
  return directory.onDidLearn(users => {
    const { watching } = watchList;
    if (learnNames(watching, users) !== watching) {
      // Names are only for display; those that cannot be stored are learned again.
      watchList.edit(current => learnNames(current, users)).catch(() => undefined);
    }
  });
}
