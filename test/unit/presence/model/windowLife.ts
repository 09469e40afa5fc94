/** What a window's steps wait for before they happen. */
export interface Pace {
  /** A step on the disk. What it gives is to be told what came of it. */
  readonly disk: (window: number, step: string, text?: string) => Promise<Note>;
  /** The way of a request to Circuit, or of an answer back. */
  readonly leg: (window: number, step: string) => Promise<Note>;
  /** Is told what else a window reads and changes. */
  readonly touch?: Touch;
}

export type Touch = (
  window: number,
  what: 'reads' | 'changes',
  ...things: readonly string[]
) => void;

export type Note = (outcome: unknown) => void;

/** Whether a window still does anything. */
export class WindowLife {
  readonly at: number;
  private state: 'lives' | 'stands still' | 'is gone' = 'lives';
  private thawed = Promise.resolve<undefined>(undefined);

  constructor(at: number) {
    this.at = at;
  }

  get lives(): boolean {
    return this.state === 'lives';
  }

  isGone(): boolean {
    return this.state === 'is gone';
  }

  end(): void {
    this.state = 'is gone';
  }

  /** As a process does that is stopped, or whose disk hangs: it goes on later, knowing nothing of it. */
  async standStill(ms: number): Promise<void> {
    const goOn = this.stop();
    await pass(ms);
    goOn();
  }

  /** Gives how to let it go on. */
  stop(): () => void {
    const thawed = Promise.withResolvers<undefined>();
    this.thawed = thawed.promise;
    this.state = 'stands still';
    return () => {
      this.state = 'lives';
      thawed.resolve(undefined);
    };
  }

  /** Never, once it is gone. */
  async goOn(): Promise<void> {
    while (this.state === 'stands still') {
      await this.thawed;
    }
    if (this.isGone()) {
      await new Promise<never>(() => undefined);
    }
  }
}

/** Lets so much time pass. */
export async function pass(ms: number): Promise<void> {
  if (ms > 0) {
    await new Promise(resolve => {
      setTimeout(resolve, ms);
    });
  }
}
