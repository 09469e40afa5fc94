import { fieldsOf, listOf } from '../../base/memento';
import { plainName } from '../../base/plainText';
import { isUserId } from '../../circuit/ids';
import type { Person } from '../personText';

/** How many people can be watched: four requests per poll. */
export const watchCap = 200;

/** A watched person; in no group if there is no `groupId`. */
export interface WatchedPerson extends Person {
  readonly groupId?: string | undefined;
}

/** A group that the person created. */
export interface Group {
  readonly groupId: string;
  readonly name: string;
}

/** The watched people in the order they were added, and the groups. Immutable. */
export interface WatchListData {
  readonly people: readonly WatchedPerson[];
  readonly groups: readonly Group[];
}

export const emptyWatchList: WatchListData = { people: [], groups: [] };

const version = 1;

/** Reads the stored list; `newer` if a later version of the extension wrote it. */
export function readWatchListData(kept: unknown): WatchListData | 'newer' {
  const fields = fieldsOf(kept);
  const told = fields.get('version');
  if (typeof told === 'number' && told > version) {
    return 'newer';
  }
  const groups = unique(listOf(fields.get('groups'), readGroup), group => group.groupId);
  const known = new Set(groups.map(({ groupId }) => groupId));
  const people = unique(listOf(fields.get('people'), readWatched), person => person.userId)
    .slice(0, watchCap)
    .map(person => (known.has(person.groupId ?? '') ? person : ungrouped(person)));
  return { people, groups };
}

/** The form in which `watching` is stored. */
export function writeWatchListData(watching: WatchListData): unknown {
  return { version, ...watching };
}

function readWatched(item: unknown): WatchedPerson | undefined {
  const fields = fieldsOf(item);
  const userId = fields.get('userId');
  const name = fields.get('displayName');
  const groupId = fields.get('groupId');
  if (typeof userId !== 'string' || !isUserId(userId)) {
    return undefined;
  }
  const person = { userId, displayName: typeof name === 'string' ? plainName(name) : '' };
  return typeof groupId === 'string' ? { ...person, groupId } : person;
}

function readGroup(item: unknown): Group | undefined {
  const fields = fieldsOf(item);
  const groupId = fields.get('groupId');
  const name = fields.get('name');
  return typeof groupId === 'string' && typeof name === 'string'
    ? { groupId, name: plainName(name) }
    : undefined;
}

/** The person without their group. */
export function ungrouped({ userId, displayName }: WatchedPerson): WatchedPerson {
  return { userId, displayName };
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}
