import * as vscode from 'vscode';
import { escapeIcons, plainName } from '../../base/plainText';
import type { Known, OwnState } from '../../presence/model';
import type { PresenceStore } from '../../presence/store';
import { isAvailableNow } from '../notices/notice';
import type { NoticeList } from '../notices/noticeList';
import { describeOwnRow, describeRow, type Person, type PersonRow, spokenAge } from '../personText';
import type { WatchList } from '../watch/watchList';
import type { Section } from './roster';
import { isOld } from './viewFrame';

/** A row, the same object for as long as it is shown: VS Code knows rows by identity. */
export type TreeRow =
  | { readonly kind: 'own' }
  | { readonly kind: 'section'; readonly sectionId: string }
  | { readonly kind: 'person'; readonly userId: string };

/** The people among some rows. */
export function userIdsOf(rows: readonly TreeRow[]): readonly string[] {
  return rows.flatMap(row => (row.kind === 'person' ? [row.userId] : []));
}

/** What a person's row says besides their presence. */
export interface PersonItemState {
  /** Says which menu entries fit, e.g. `person.watched`. */
  readonly context: string;
  readonly isAwaited: boolean;
  /** Whether the row has to say from when it is. */
  readonly isOld: boolean;
}

/** A person's row. Its tooltip is made later, when somebody wants to read it. */
export function personItem(
  person: Person,
  known: Known | undefined,
  { context, isAwaited, isOld }: PersonItemState,
): vscode.TreeItem {
  const moment = { now: Date.now() };
  const item = rowItem(describeRow(person, known, moment, isAwaited), isOld ? known : undefined);
  item.id = `person:${person.userId}`;
  item.contextValue = context;
  return item;
}

/** The signed-in person's row. A click changes their status. */
export function ownItem(own: OwnRow | undefined, isOld: boolean): vscode.TreeItem {
  const { me, state } = own ?? { me: { userId: '', displayName: '' }, state: {} };
  const row = describeOwnRow(me, state, { now: Date.now() });
  const item = rowItem(row, isOld ? state.known : undefined);
  item.id = 'own';
  item.contextValue = 'own';
  item.command = { command: 'circuit.setStatus', title: vscode.l10n.t('Circuit Status') };
  return item;
}

/** `old` is what has to say from when it is. */
function rowItem(row: PersonRow, old: Known | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label);
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(row.icon, new vscode.ThemeColor(row.color));
  const label = old ? spokenAge(row.spoken, old, { now: Date.now() }) : row.spoken;
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
}): Pick<TreeSources, 'presence' | 'isAwaited' | 'isOld' | 'context'> {
  const { store, watchList, notices } = sources;
  const isAwaited = (userId: string) => notices.isAwaited(userId);
  return {
    presence: userId => store.get(userId),
    isAwaited,
    isOld: known => isOld(known, store),
    context: userId =>
      [
        'person',
        watchList.has(userId) ? 'watched' : 'found',
        ...(isAvailableNow(userId, store) ? ['available'] : []),
        ...(isAwaited(userId) ? ['awaited'] : []),
      ].join('.'),
  };
}

/** Whose row it is, and what they set. */
export interface OwnRow {
  readonly me: Person;
  readonly state: Pick<OwnState, 'known' | 'pending'>;
}

/** What the tree reads. It asks nobody for anything. */
export interface TreeSources {
  /** The signed-in person, where their row is to stand first. */
  readonly own?: () => OwnRow | undefined;
  readonly sections: () => readonly Section[];
  readonly presence: (userId: string) => Known | undefined;
  readonly isAwaited: (userId: string) => boolean;
  /** Whether a row has to say from when it is. */
  readonly isOld: (known: Known | undefined) => boolean;
  /** Says which menu entries fit, e.g. `person.watched`. */
  readonly context: (userId: string) => string;
  /** The tooltip, made when the pointer rests on the row. */
  readonly explain: (person: Person) => Promise<string>;
}
