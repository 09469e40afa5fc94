import { disposeAll, type Disposable, type Event } from '../event';
import type { WatchList } from './watchList';

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
  return disposeAll(setting.onDidChange(update), onDidChangeAccount(update));
}
