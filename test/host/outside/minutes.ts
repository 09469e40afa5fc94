const minuteMs = 60_000;

/**
 * Timers of a minute wait until `pass` is called. All others run as usual, because VS Code runs
 * here too.
 */
export class Minutes {
  private readonly waiting = new Map<object, () => void>();
  private readonly real = { setTimeout, clearTimeout };

  constructor() {
    const { setTimeout: set, clearTimeout: clear } = this.real;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number) => {
        const timer = {};
        return ms === minuteMs ? (this.waiting.set(timer, run), timer) : set(run, ms);
      },
      clearTimeout: (timer: object) => this.waiting.delete(timer) || clear(timer as NodeJS.Timeout), // one that `set` gave
    });
  }

  get count(): number {
    return this.waiting.size;
  }

  pass(): void {
    const due = [...this.waiting.values()];
    this.waiting.clear();
    due.forEach(run => run());
  }

  end(): void {
    Object.assign(globalThis, this.real);
  }
}
