import * as vscode from 'vscode';
import { personButtons } from '../../people/personButtons';
import { describeRow } from '../../people/personText';
import type { Known } from '../../presence/model';
import { shownState } from '../../presence/stateWords';
import type { Colleague } from './colleagues';
import { groupByReach, type Reach } from './ranking';
import { type Measure, reasonWords } from './reasons';

/** A row for a person; without an id it is only a note. */
export interface ColleagueItem extends vscode.QuickPickItem {
  readonly userId: string;
}

/** People who may know the code, and localised notes about what is missing. */
export interface Finding {
  readonly colleagues: readonly Colleague[];
  readonly measure: Measure;
  readonly notes: readonly string[];
}

/** Rows grouped by availability, then the notes. */
export function colleagueItems(
  { colleagues, measure, notes }: Finding,
  presence: (userId: string) => Known | undefined,
  isWatched: (userId: string) => boolean,
): readonly ColleagueItem[] {
  const groups = groupByReach(colleagues, ({ userId }) => shownState(presence(userId)));
  return [
    ...groups.flatMap(({ reach, people }) => [
      separator(reachWords(reach)),
      ...people.map(person => ({
        ...colleagueItem(person, presence(person.userId), measure),
        buttons: personButtons(isWatched(person.userId), reach === 'now'),
      })),
    ]),
    ...notes.map(noteItem),
  ];
}

/** A row without buttons, also for a multi-select pick. */
export function colleagueItem(
  person: Colleague,
  known: Known | undefined,
  measure: Measure,
): ColleagueItem {
  const row = describeRow(person, known, { now: Date.now() });
  return {
    userId: person.userId,
    label: row.label,
    description: row.description,
    detail: explainColleague(person, measure),
    iconPath: new vscode.ThemeIcon(row.icon, new vscode.ThemeColor(row.color)),
    alwaysShow: true,
  };
}

/** The reason somebody is listed, in one or two localised sentences. */
export function explainColleague({ expert, isOwner }: Colleague, measure: Measure): string {
  const moment = { now: Date.now() };
  const wrote = expert ? reasonWords(expert, measure, moment) : '';
  const owns = isOwner ? vscode.l10n.t('Code owner.') : '';
  return [wrote, owns].filter(text => text !== '').join(' ');
}

/** A note that cannot be chosen. A row shows one line; further lines become rows below. */
export function noteItem(text: string): ColleagueItem {
  const [label = '', ...more] = text.split('\n');
  return {
    userId: '',
    label,
    detail: more.join(' '),
    iconPath: new vscode.ThemeIcon('info'),
    alwaysShow: true,
  };
}

/** The heading of a group of people. */
export function reachWords(reach: Reach): string {
  switch (reach) {
    case 'now':
      return vscode.l10n.t('Available');
    case 'soon':
      return vscode.l10n.t('Busy or Away');
    case 'later':
      return vscode.l10n.t('Not Available');
  }
}

function separator(label: string): ColleagueItem {
  return { userId: '', label, kind: vscode.QuickPickItemKind.Separator };
}
