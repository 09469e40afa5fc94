import type { PeopleContext } from '../context';
import { requireAccount } from '../openLink';
import { pickFromSearch, type SearchChoice } from './searchPick';

/** Searches while somebody types, and keeps those found in the sidebar. `undefined` after Escape. */
export async function askWhom(
  parts: PeopleContext,
  title: string,
): Promise<SearchChoice | undefined> {
  const { kind } = requireAccount(parts.account());
  const choice = await pickFromSearch({
    title,
    isDemo: kind === 'demo',
    ask: request => parts.poller.ask(request),
    store: parts.store,
    directory: parts.directory,
    isWatched: userId => parts.watchList.has(userId),
    onDidChangeWatched: parts.watchList.onDidChange,
    wantPresence: userIds => {
      parts.search.look(userIds);
      parts.poller.poke();
    },
  });
  if (choice) {
    parts.search.show(choice);
  }
  return choice;
}
