const timeOfDay = 'time of day';

/** What one choice of an order read and changed: files, the list of their names, Circuit, who is told of changes. */
export class Footprint {
  /** Sets the time of day, and nothing else: the clock of the computer goes on. */
  static ofClock(): Footprint {
    const footprint = new Footprint(-1);
    footprint.changed.add(timeOfDay);
    return footprint;
  }

  private readonly window: number | undefined;
  private readonly read = new Set<string>();
  private readonly changed = new Set<string>();
  private concernsAll: boolean;

  /** What happens in one window, or, without one, may concern everything. */
  constructor(window?: number) {
    this.window = window;
    this.concernsAll = window === undefined;
  }

  /** Notes what a window does in consequence; if another one does anything, it concerns everything. */
  add(window: number, what: 'reads' | 'changes', ...things: readonly string[]): void {
    this.concernsAll ||= window !== this.window;
    const noted = what === 'reads' ? this.read : this.changed;
    things.forEach(thing => noted.add(thing));
  }

  /** Notes that somebody reads the time of day. */
  seeTime(): void {
    this.read.add(timeOfDay);
  }

  /** Whether this and `other`, both possible now, lead to the same moment in either order. */
  isIndependentOf(other: Footprint): boolean {
    return (
      !this.concernsAll &&
      !other.concernsAll &&
      this.window !== other.window &&
      this.changed.isDisjointFrom(other.changed) &&
      this.changed.isDisjointFrom(other.read) &&
      this.read.isDisjointFrom(other.changed)
    );
  }
}
