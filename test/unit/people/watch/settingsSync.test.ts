import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/event';
import { syncWatchList } from '../../../../src/people/watch/settingsSync';
import { WatchList } from '../../../../src/people/watch/watchList';
import { createKeep } from '../support';

describe('syncing the watch list', () => {
  it('happens only while it is asked for and somebody is signed in', () => {
    const asked: (readonly string[])[] = [];
    let signedIn: string | undefined = 'me';
    const [setting, accounts] = [new Emitter<boolean>(), new Emitter<unknown>()];
    const sync = { value: false, onDidChange: setting.event };
    const list = new WatchList(createKeep(), () => signedIn);
    const syncing = syncWatchList(
      { setKeysForSync: keys => asked.push(keys) },
      list,
      () => ['circuit.pinnedStatuses:me'],
      sync,
      accounts.event,
    );
    sync.value = true;
    setting.fire(true);
    signedIn = undefined;
    accounts.fire(undefined);
    syncing.dispose();
    setting.fire(true);
    assert.deepEqual(asked, [[], ['circuit.watchList:me', 'circuit.pinnedStatuses:me'], []]);
  });
});
