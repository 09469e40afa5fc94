import { disposeAll, type Disposable } from '../event';
import { late } from '../late';
import { keepContextKeys } from './contextKeys';
import type { People, PeopleOptions } from './createPeople';
import { keepInStep } from './keepInStep';

/**
 * Colleagues on screen, loaded once somebody is signed in: until then the views show their welcome
 * text, and starting VS Code does not pay for more.
 */
export function createLatePeople(options: PeopleOptions): People {
  const { account, lists, store } = options;
  const living: Disposable[] = [];
  let isDisposed = false;

  const load = late(async () => {
    const { createPeople } = await import('./createPeople');
    const people = createPeople(options);
    living.push(people);
    if (isDisposed) {
      people.dispose();
    }
    return people;
  });
  const follow = () => void (account.account && load());
  living.push(
    keepContextKeys({
      ...lists,
      store,
      account: () => account.account,
      onDidChangeAccount: account.onDidChange,
    }),
    keepInStep(lists, account.onDidChange),
    account.onDidChange(follow),
  );
  follow();
  return {
    commands: async () => (await load()).commands(),
    dispose: () => {
      isDisposed = true;
      disposeAll(...living).dispose();
    },
  };
}
