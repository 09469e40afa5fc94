import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Person } from '../personText';

/** What was found last, kept for the sidebar: one request of presence at most. */
export const shownResults = 50;

/** The words of a search and the people it found. */
export interface Search {
  readonly term: string;
  readonly people: readonly Person[];
}

/** The last search, as long as its view shows it. */
export class LastSearch implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private search: Search | undefined;
  private looking: readonly string[] = [];

  get current(): Search | undefined {
    return this.search;
  }

  /** Whose presence is wanted: of those found last and of those in the live search. */
  get wanted(): readonly string[] {
    const found = this.search?.people.map(({ userId }) => userId) ?? [];
    return [...found, ...this.looking];
  }

  /** Says who is in the live search, until the next call. */
  look(userIds: readonly string[]): void {
    this.looking = userIds;
  }

  /** Replaces the search. One that found nobody leaves nothing to show. */
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
