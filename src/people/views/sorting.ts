/** What decides when rows move. */
export interface SortingOptions {
  /** Everybody in the view. */
  readonly userIds: () => readonly string[];
  readonly isKnown: (userId: string) => boolean;
  /** Whether somebody may be reading the rows. */
  readonly isLookedAt: () => boolean;
  /** Puts the rows in order. True when somebody moved. */
  readonly sort: () => boolean;
}

/** Has rows sorted when somebody asks for it, but never under the eyes of who reads them. */
export class Sorting {
  private readonly options: SortingOptions;
  /** Who was put somewhere before anything was known of them: their first answer sorts once more. */
  private unknown: ReadonlySet<string> = new Set();

  constructor(options: SortingOptions) {
    this.options = options;
    this.note();
  }

  /** Sorts: the view is opened, the person asked for it, or changed who is in it. True when somebody moved. */
  sort(): boolean {
    this.note();
    return this.options.sort();
  }

  /** After the presence of some people changed. True when somebody moved. */
  follow(userIds: Iterable<string>): boolean {
    const isFirst = [...userIds].some(userId => this.unknown.has(userId));
    return (isFirst || !this.options.isLookedAt()) && this.sort();
  }

  private note(): void {
    const { userIds, isKnown } = this.options;
    this.unknown = new Set(userIds().filter(userId => !isKnown(userId)));
  }
}
