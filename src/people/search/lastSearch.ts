import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Person } from '../personText';

/** How many results are kept for the sidebar: one presence request at most. */
export const shownResults = 50;

/** The words of a search and the people it found. */
export interface Search {
  readonly term: string;
  readonly people: readonly Person[];
}

/** The last search, kept while its view shows it. */
export class LastSearch implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private search: Search | undefined;
  private looking: readonly string[] = [];

  get current(): Search | undefined {
    return this.search;
  }

  /** The people whose presence is wanted: last results and the live search. */
  get wanted(): readonly string[] {
    const found = this.search?.people.map(({ userId }) => userId) ?? [];
    return [...found, ...this.looking];
  }

  /** Sets the people in the live search, until the next call. */
  look(userIds: readonly string[]): void {
    this.looking = userIds;
  }

  /** Replaces the search. Without results there is nothing to show. */
  show({ term, people }: Search): void {
    this.search = people.length > 0 ? { term, people: people.slice(0, shownResults) } : undefined;
    this.changed.fire();
  }

  clear(): void {
    if (this.search) {
      this.search = undefined;
      this.changed.fire();
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}
