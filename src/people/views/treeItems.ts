import * as vscode from 'vscode';
import { escapeIcons, plainName } from '../../base/plainText';
import type { Known } from '../../presence/model';
import type { PresenceStore } from '../../presence/store';
import type { NoticeList } from '../notices/noticeList';
import { describeRow, type Person, spokenAge } from '../personText';
import type { WatchList } from '../watch/watchList';
import type { Section } from './roster';
import { isOld } from './viewFrame';

/** A row, the same object for as long as it is shown: VS Code knows rows by identity. */
export type TreeRow =
  | { readonly kind: 'section'; readonly sectionId: string }
  | { readonly kind: 'person'; readonly userId: string };

/** The people among some rows. */
export function userIdsOf(rows: readonly TreeRow[]): readonly string[] {
  return rows.flatMap(row => (row.kind === 'person' ? [row.userId] : []));
}

/** A person's row. Its tooltip is made later, when somebody wants to read it. */
export function personItem(
  person: Person,
  known: Known | undefined,
  { context, isOld }: { readonly context: string; readonly isOld: boolean },
): vscode.TreeItem {
  const moment = { now: Date.now() };
  const row = describeRow(person, known, moment);
  const item = new vscode.TreeItem(row.label);
  item.id = `person:${person.userId}`;
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(row.icon, new vscode.ThemeColor(row.color));
  item.contextValue = context;
  const label = isOld && known ? spokenAge(row.spoken, known, moment) : row.spoken;
  item.accessibilityInformation = { label };
  return item;
}

/** A heading with its people summed up. */
export function sectionItem({ sectionId, name }: Section, summary: string): vscode.TreeItem {
  const label = plainName(name ?? '');
  const item = new vscode.TreeItem(escapeIcons(label), vscode.TreeItemCollapsibleState.Expanded);
  item.id = `section:${sectionId}`;
  item.description = summary;
  item.contextValue = sectionId === othersId ? 'others' : 'group';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', label, summary) };
  return item;
}

/** The heading over people without a group. */
export const othersId = 'others';

/** What every row of a person shares, in whichever view it is. */
export function createRowSources(sources: {
  readonly store: PresenceStore;
  readonly watchList: WatchList;
  readonly notices: NoticeList;
}): Pick<TreeSources, 'presence' | 'isOld' | 'context'> {
  const { store, watchList, notices } = sources;
  return {
    presence: userId => store.get(userId),
    isOld: known => isOld(known, store),
    context: ({ userId }) =>
      [
        'person',
        watchList.has(userId) ? 'watched' : 'found',
        ...(notices.isAwaited(userId) ? ['awaited'] : []),
      ].join('.'),
  };
}

/** What the tree reads. It asks nobody for anything. */
export interface TreeSources {
  readonly sections: () => readonly Section[];
  readonly presence: (userId: string) => Known | undefined;
  /** Whether a row has to say from when it is. */
  readonly isOld: (known: Known | undefined) => boolean;
  /** Says which menu entries fit, e.g. `person.watched`. */
  readonly context: (person: Person) => string;
  /** The tooltip, made when the pointer rests on the row. */
  readonly explain: (person: Person) => Promise<string>;
}
