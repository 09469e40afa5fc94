import * as vscode from 'vscode';
import { escapeIcons, plainName } from '../presence/plainText';
import type { Known } from '../presence/known';
import type { Person } from './person';
import type { Section } from './roster';
import { describeRow, spokenAge } from './rows';

/** A person's row. Its tooltip is made later, when somebody wants to read it. */
export function personItem(
  person: Person,
  known: Known | undefined,
  { context, isOld }: { readonly context: string; readonly isOld: boolean },
): vscode.TreeItem {
  const moment = { now: Date.now(), language: vscode.env.language };
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
