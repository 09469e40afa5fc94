import type { Directory } from './directory';
import type { LastSearch } from './lastSearch';
import type { Person } from './person';
import type { WatchList } from './watchList';

/** The best name we have for an id, without asking anybody. */
export function whoIs(
  userId: string,
  sources: { directory: Directory; search: LastSearch; watchList: WatchList },
): Person {
  const { directory, search, watchList } = sources;
  const same = (person: Person) => person.userId === userId;
  return {
    userId,
    displayName:
      directory.get(userId)?.displayName ??
      watchList.watching.people.find(same)?.displayName ??
      search.current?.people.find(same)?.displayName ??
      '',
  };
}
