import * as l10n from '@vscode/l10n';
import { isUserId } from '../circuit/ids';
import { Refusal } from '../refusal';
import { fieldsOf } from './keep';
import type { PeopleParts } from './peopleParts';
import type { Person } from './person';
import { whoIs } from './whoIs';

/** The people a command was called for, else those selected in a view. Nobody is a `Refusal`. */
export function requirePeople(
  args: readonly unknown[],
  parts: PeopleParts,
): readonly [Person, ...Person[]] {
  const asked = chosenIds(args);
  const ids = asked.length > 0 ? asked : selectedIds(args, parts);
  const [first, ...others] = ids.map(userId => whoIs(userId, parts));
  if (first === undefined) {
    throw new Refusal(l10n.t('Choose somebody in the Circuit view first.'));
  }
  return [first, ...others];
}

/**
 * The ids a command was called for: an id, a row of a tree, or a row with all selected ones after
 * it. Anybody may call a command with anything: what is no id is left out.
 */
export function chosenIds(args: readonly unknown[]): readonly string[] {
  const [first, several] = args;
  const asked: readonly unknown[] =
    Array.isArray(several) && several.length > 0 ? several : [first];
  const ids = asked.map(each => (typeof each === 'string' ? each : fieldsOf(each).get('userId')));
  return [...new Set(ids)].filter(id => typeof id === 'string').filter(isUserId);
}

/** The group whose heading a command was called for. */
export function chosenGroup(args: readonly unknown[]): string | undefined {
  const sectionId = fieldsOf(args[0]).get('sectionId');
  return typeof sectionId === 'string' ? sectionId : undefined;
}

/** A key pressed in a view says in which: `{ view: 'circuit.search' }`. */
export function selectedIds(
  args: readonly unknown[],
  { peopleView, searchView }: PeopleParts,
): readonly string[] {
  return fieldsOf(args[0]).get('view') === 'circuit.search'
    ? searchView.selection
    : peopleView.selection;
}
