import * as l10n from '@vscode/l10n';
import { fieldsOf } from '../base/memento';
import { NothingToDo } from '../base/userError';
import { isUserId } from '../circuit/ids';
import type { PeopleContext } from './context';
import type { Directory } from './directory';
import type { KnownNames } from './knownNames';
import type { Person } from './personText';
import type { LastSearch } from './search/lastSearch';
import type { WatchList } from './watch/watchList';

/**
 * The people a command was called with, otherwise those selected in a view. Throws a `UserError` if
 * there are none.
 */
export function requirePeople(
  args: readonly unknown[],
  parts: PeopleContext,
): readonly [Person, ...Person[]] {
  const asked = chosenIds(args);
  const ids = asked.length > 0 ? asked : selectedIds(args, parts);
  const [first, ...others] = ids.map(userId => whoIs(userId, parts));
  if (first === undefined) {
    throw new NothingToDo(l10n.t('Select a person in the Circuit view first.'));
  }
  return [first, ...others];
}

/**
 * The ids a command was called with: an id, a row of a tree, or a row followed by all selected
 * ones. Commands may be called with anything; what is not an id is left out.
 */
export function chosenIds(args: readonly unknown[]): readonly string[] {
  const [first, several] = args;
  const asked: readonly unknown[] =
    Array.isArray(several) && several.length > 0 ? several : [first];
  const ids = asked.map(each => (typeof each === 'string' ? each : fieldsOf(each).get('userId')));
  return [...new Set(ids)].filter(id => typeof id === 'string').filter(isUserId);
}

/** The group whose heading a command was called on. */
export function chosenGroup(args: readonly unknown[]): string | undefined {
  const sectionId = fieldsOf(args[0]).get('sectionId');
  return typeof sectionId === 'string' ? sectionId : undefined;
}

/** The ids selected in a view. A key binding names its view: `{ view: 'circuit.search' }`. */
export function selectedIds(
  args: readonly unknown[],
  { peopleView, searchView }: PeopleContext,
): readonly string[] {
  return fieldsOf(args[0]).get('view') === 'circuit.search'
    ? searchView.selection
    : peopleView.selection;
}

/** The best name known for an id, without a request. */
export function whoIs(
  userId: string,
  sources: {
    readonly directory: Directory;
    readonly names: KnownNames;
    readonly search: LastSearch;
    readonly watchList: WatchList;
  },
): Person {
  const { directory, names: known, search, watchList } = sources;
  const same = (person: Person) => person.userId === userId;
  const names = [
    directory.get(userId)?.displayName,
    watchList.watching.people.find(same)?.displayName,
    search.current?.people.find(same)?.displayName,
    known.get(userId),
  ];
  return { userId, displayName: names.find(name => name !== undefined && name !== '') ?? '' };
}
