import { type Disposable, disposeAll } from '../base/event';
import { lazy } from '../base/lazy';
import { updateAccountKeys } from './contextKeys';
import type { People, PeopleOptions } from './createPeople';
import type { PeopleLists } from './lists';

/**
 * Colleagues on screen, loaded once somebody is signed in: until then the views show their welcome
 * text, and starting VS Code does not pay for more.
 */
export function createLatePeople(
  options: Omit<PeopleOptions, 'lists'> & { readonly lists: () => Promise<PeopleLists> },
): People {
  const { account, store } = options;
  const living: Disposable[] = [];
  let isDisposed = false;

  const load = lazy(async () => {
    const { createPeople } = await import('./createPeople');
    const people = createPeople({ ...options, lists: await options.lists() });
    living.push(people);
    if (isDisposed) {
      people.dispose();
    }
    return people;
  });
  const follow = () => void (account.account && load());
  living.push(
    updateAccountKeys({
      store,
      account: () => account.account,
      onDidChangeAccount: account.onDidChange,
    }),
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
