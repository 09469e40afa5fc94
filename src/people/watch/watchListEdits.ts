import { plainName } from '../../base/plainText';
import type { Person } from '../personText';
import { ungrouped, watchCap, type WatchListData } from './watchListData';

/** The list after adding people, and the outcome for each of them. */
export interface Addition {
  readonly watching: WatchListData;
  readonly added: readonly Person[];
  readonly already: readonly Person[];
  /** Those beyond `watchCap`. */
  readonly noRoom: readonly Person[];
}

/** Adds `people` at the end. Those already watched keep their place and group. */
export function addPeople(
  watching: WatchListData,
  people: readonly Person[],
  groupId?: string,
): Addition {
  const known = new Set(watching.people.map(({ userId }) => userId));
  const fresh = [...new Map(people.map(person => [person.userId, person])).values()].filter(
    ({ userId }) => !known.has(userId),
  );
  const room = Math.max(0, watchCap - watching.people.length);
  const added = fresh.slice(0, room).map(({ userId, displayName }) => ({
    userId,
    displayName: plainName(displayName),
  }));
  const placed = groupId === undefined ? added : added.map(each => ({ ...each, groupId }));
  return {
    watching: { ...watching, people: [...watching.people, ...placed] },
    added,
    already: people.filter(({ userId }) => known.has(userId)),
    noRoom: fresh.slice(room),
  };
}

/** Removes people from the list. */
export function removePeople(watching: WatchListData, userIds: readonly string[]): WatchListData {
  const people = watching.people.filter(({ userId }) => !userIds.includes(userId));
  return { ...watching, people };
}

/** Moves people into a group, or out of all. A group that no longer exists changes nothing. */
export function movePeople(
  watching: WatchListData,
  userIds: readonly string[],
  groupId: string | undefined,
): WatchListData {
  if (groupId !== undefined && !watching.groups.some(group => group.groupId === groupId)) {
    return watching;
  }
  const people = watching.people.map(person =>
    userIds.includes(person.userId) ? { ...ungrouped(person), groupId } : person,
  );
  return { ...watching, people };
}

/** Creates an empty group. */
export function createGroup(watching: WatchListData, groupId: string, name: string): WatchListData {
  return { ...watching, groups: [...watching.groups, { groupId, name }] };
}

/** Renames a group. */
export function renameGroup(watching: WatchListData, groupId: string, name: string): WatchListData {
  const groups = watching.groups.map(group =>
    group.groupId === groupId ? { groupId, name } : group,
  );
  return { ...watching, groups };
}

/** Removes a group. Its people stay on the list. */
export function removeGroup(watching: WatchListData, groupId: string): WatchListData {
  const people = watching.people.map(person =>
    person.groupId === groupId ? ungrouped(person) : person,
  );
  return { people, groups: watching.groups.filter(group => group.groupId !== groupId) };
}

/** Updates names from Circuit; returns the same list if none differs. */
export function learnNames(watching: WatchListData, people: readonly Person[]): WatchListData {
  const names = new Map(people.map(person => [person.userId, plainName(person.displayName)]));
  const renamed = watching.people.map(person => {
    const name = names.get(person.userId);
    return name && name !== person.displayName ? { ...person, displayName: name } : person;
  });
  return renamed.some((person, at) => person !== watching.people[at])
    ? { ...watching, people: renamed }
    : watching;
}
