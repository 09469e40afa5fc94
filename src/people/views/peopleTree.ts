import * as vscode from 'vscode';
import { describeGroup } from '../personText';
import { Roster, type Section } from './roster';
import { ownItem, personItem, sectionItem, type TreeRow, type TreeSources } from './treeItems';

const ownRow: TreeRow = { kind: 'own' };

/** People and their presence as rows, which keep their places until `sort`. */
export class PeopleTree implements vscode.TreeDataProvider<TreeRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TreeRow[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly sources: TreeSources;
  private readonly roster = new Roster();
  private personRows = new Map<string, TreeRow>();
  private sectionRows = new Map<string, TreeRow>();
  /** What each heading said when it was drawn last. */
  private readonly summaries = new Map<string, string>();

  constructor(sources: TreeSources) {
    this.sources = sources;
    this.roster.replace(sources.sections());
  }

  getChildren(row?: TreeRow): TreeRow[] {
    switch (row?.kind) {
      case 'own':
      case 'person':
        return [];
      case 'section':
        return this.rowsOf(this.roster.section(row.sectionId));
      case undefined:
        return [
          ...(this.sources.own?.() ? [ownRow] : []),
          ...this.roster.sections.flatMap(section =>
            section.name === undefined ? this.rowsOf(section) : [this.sectionRow(section)],
          ),
        ];
    }
  }

  getParent(row: TreeRow): TreeRow | undefined {
    const section = this.sectionOf(row);
    return row.kind !== 'person' || section?.name === undefined
      ? undefined
      : this.sectionRow(section);
  }

  getTreeItem(row: TreeRow): vscode.TreeItem {
    switch (row.kind) {
      case 'own': {
        const own = this.sources.own?.();
        return ownItem(own, this.sources.isOld(own?.state.known));
      }
      case 'person': {
        const { userId } = row;
        const person = this.roster.person(userId) ?? { userId, displayName: '' };
        const known = this.sources.presence(userId);
        return personItem(person, known, {
          context: this.sources.context(userId),
          isAwaited: this.sources.isAwaited(userId),
          isOld: this.sources.isOld(known),
        });
      }
      case 'section': {
        const section = this.roster.section(row.sectionId) ?? { ...row, people: [] };
        const summary = this.summarize(section);
        this.summaries.set(section.sectionId, summary);
        return sectionItem(section, summary);
      }
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, row: TreeRow): Promise<vscode.TreeItem> {
    const person =
      row.kind === 'own'
        ? this.sources.own?.()?.me
        : row.kind === 'person'
          ? this.roster.person(row.userId)
          : undefined;
    if (person) {
      item.tooltip = await this.sources.explain(person);
    }
    return item;
  }

  /** The section that a row is, or is in. */
  sectionOf(row: TreeRow): Section | undefined {
    switch (row.kind) {
      case 'own':
        return undefined;
      case 'person':
        return this.roster.sectionOf(row.userId);
      case 'section':
        return this.roster.section(row.sectionId);
    }
  }

  /** The row of somebody in the tree, e.g. to select it. */
  find(userId: string): TreeRow | undefined {
    return this.roster.person(userId) && this.personRow(userId);
  }

  /** Draws the rows of those people anew, and headings whose summary changed. No others. */
  redraw(userIds: ReadonlySet<string>): void {
    const { sections } = this.roster;
    const people = sections.flatMap(section => section.people);
    const ownId = this.sources.own?.()?.me.userId;
    const rows = [
      ...(ownId !== undefined && userIds.has(ownId) ? [ownRow] : []),
      ...people.filter(p => userIds.has(p.userId)).map(p => this.personRow(p.userId)),
      ...sections.filter(section => this.isOutdated(section)).map(each => this.sectionRow(each)),
    ];
    if (rows.length > 0) {
      this.changed.fire(rows);
    }
  }

  /** Reads its sources again and draws all anew: somebody or a heading came, went or was renamed. */
  rebuild(): void {
    this.roster.replace(this.sources.sections());
    const isHere = (row: TreeRow) => this.sectionOf(row) !== undefined;
    this.personRows = keepOnly(this.personRows, isHere);
    this.sectionRows = keepOnly(this.sectionRows, isHere);
    this.changed.fire(undefined);
  }

  /** Puts available people first. Draws all anew, and says so, only when somebody has to move. */
  sort(): boolean {
    const moved = this.roster.sort(this.sources.presence);
    if (moved) {
      this.changed.fire(undefined);
    }
    return moved;
  }

  dispose(): void {
    this.changed.dispose();
  }

  private rowsOf(section: Section | undefined): TreeRow[] {
    return (section?.people ?? []).map(({ userId }) => this.personRow(userId));
  }

  private personRow(userId: string): TreeRow {
    return keepOne(this.personRows, userId, { kind: 'person', userId });
  }

  private sectionRow({ sectionId }: Section): TreeRow {
    return keepOne(this.sectionRows, sectionId, { kind: 'section', sectionId });
  }

  private isOutdated(section: Section): boolean {
    const drawn = this.summaries.get(section.sectionId);
    return section.name !== undefined && drawn !== undefined && drawn !== this.summarize(section);
  }

  private summarize({ people, summary }: Section): string {
    return summary ?? describeGroup(people.map(({ userId }) => this.sources.presence(userId)));
  }
}

function keepOne(rows: Map<string, TreeRow>, id: string, fresh: TreeRow): TreeRow {
  const row = rows.get(id) ?? fresh;
  rows.set(id, row);
  return row;
}

function keepOnly(
  rows: ReadonlyMap<string, TreeRow>,
  isHere: (row: TreeRow) => boolean,
): Map<string, TreeRow> {
  return new Map([...rows].filter(([, row]) => isHere(row)));
}
