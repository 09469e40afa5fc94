import * as vscode from 'vscode';
import { personButtons } from '../../people/personButtons';
import { describeRow } from '../../people/personText';
import type { Known } from '../../presence/model';
import { shownState } from '../../presence/stateWords';
import type { Colleague } from './colleagues';
import { groupByReach, type Reach } from './ranking';
import { type Measure, reasonWords } from './reasons';

/** A row with a person; without an id it only tells something. */
export interface ColleagueItem extends vscode.QuickPickItem {
  readonly userId: string;
}

/** People who may know, and localised sentences about what is missing. */
export interface Finding {
  readonly colleagues: readonly Colleague[];
  readonly measure: Measure;
  readonly notes: readonly string[];
}

/** Rows under what the people can be asked for, then the notes. */
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
        buttons: personButtons(isWatched(person.userId)),
      })),
    ]),
    ...notes.map(noteItem),
  ];
}

/** Without buttons: also for a pick of several people. */
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

/** Why somebody is on the list, as one or two localised sentences. */
export function explainColleague({ expert, isOwner }: Colleague, measure: Measure): string {
  const moment = { now: Date.now() };
  const wrote = expert ? reasonWords(expert, measure, moment) : '';
  const owns = isOwner ? vscode.l10n.t('Code owner.') : '';
  return [wrote, owns].filter(text => text !== '').join(' ');
}

/** A row that tells something and cannot be chosen. A row has room for one line; others go below. */
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

/** The heading of those who can be asked now, soon or later. */
export function reachWords(reach: Reach): string {
  switch (reach) {
    case 'now':
      return vscode.l10n.t('Available');
    case 'soon':
      return vscode.l10n.t('Busy or Away');
    case 'later':
      return vscode.l10n.t('Not to Be Asked Now');
  }
}

function separator(label: string): ColleagueItem {
  return { userId: '', label, kind: vscode.QuickPickItemKind.Separator };
}
