import type { Known } from '../../presence/model';
import { availableFirst, byName, inOrder, type Person } from '../personText';

/** People under a heading; without a `name` there is no heading. */
export interface Section {
  readonly sectionId: string;
  readonly name?: string | undefined;
  /** The text next to the name; by default how many are available. */
  readonly summary?: string;
  readonly people: readonly Person[];
}

/** Sections whose rows keep their places until they are sorted. */
export class Roster {
  private held: readonly Section[] = [];
  private order: readonly string[] = [];

  get sections(): readonly Section[] {
    return this.held;
  }

  /** Replaces the sections. People already there keep their places; others follow. */
  replace(sections: readonly Section[]): void {
    this.held = sections.map(section => ({
      ...section,
      people: inOrder(section.people, this.order),
    }));
    this.order = this.held.flatMap(({ people }) => people.map(({ userId }) => userId));
  }

  /** Puts available people first, and those of one state in the order of their names. Returns whether somebody moved. */
  sort(presence: (userId: string) => Known | undefined): boolean {
    const before = this.order;
    const sorted = this.held.map(section => availableFirst(byName(section.people), presence));
    this.order = sorted.flatMap(people => people.map(({ userId }) => userId));
    this.replace(this.held);
    return this.order.some((userId, at) => userId !== before[at]);
  }

  section(sectionId: string): Section | undefined {
    return this.held.find(section => section.sectionId === sectionId);
  }

  sectionOf(userId: string): Section | undefined {
    return this.held.find(({ people }) => people.some(person => person.userId === userId));
  }

  person(userId: string): Person | undefined {
    return this.sectionOf(userId)?.people.find(person => person.userId === userId);
  }
}
