import { Footprint } from './footprint';
import type { Note, Pace, Touch } from './windowLife';

/** What one window does at a time: steps on the disk in their order, and requests in theirs. */
type Kind = 'disk' | 'leg';

/** A step that waits for its turn. */
export interface Step {
  readonly number: number;
  readonly window: number;
  readonly kind: Kind;
  readonly name: string;
  readonly text: string | undefined;
  /** The names of files that the window saw last before this step. */
  readonly names: unknown;
  /** How far the window's store was when a request began. */
  readonly ticket: unknown;
  readonly trace: { readonly stack?: string };
  readonly turn: Promise<undefined>;
  readonly happen: () => void;
}

export interface StepsOptions {
  /** Whether a window has chosen something and doesn't know yet what came of it. */
  readonly hasOpenChoice: (window: number) => boolean;
  readonly ticketOf: (window: number) => unknown;
}

/** Deep enough for all that is called on the way to a step. */
const mostFrames = 40;
const lease = /^(create|write) sets-.*\.lease\.\d+$/;

/** Puts aside whatever the windows do, so that one thing happens at a time, in any order. */
export class Steps implements Pace {
  isHot = false;
  /** Whether it is remembered where in the program the steps wait that begin now. */
  isTraced = false;
  /** Of what happens now. */
  footprint = new Footprint();
  readonly waiting: Step[] = [];
  private readonly options: StepsOptions;
  private readonly hasTurn = [false, false];
  /** What each window wrote into the lease last, until it ended its turn. */
  private readonly turns: unknown[] = [];
  private readonly answers: unknown[][] = [[], []];
  private current: Step | undefined;
  private names: unknown;
  private count = 0;

  constructor(options: StepsOptions) {
    this.options = options;
  }

  readonly disk = (window: number, name: string, text?: string) =>
    this.wait(window, 'disk', name, text);

  readonly leg = (window: number, name: string) => this.wait(window, 'leg', name);

  readonly touch: Touch = (window, what, ...things) => {
    this.footprint.add(window, what, ...things);
  };

  private async wait(window: number, kind: Kind, name: string, text?: string): Promise<Note> {
    this.noteFootprint(window, name);
    if (!this.isHot || !this.matters(window, name)) {
      return () => undefined;
    }
    await this.turnOf(window, kind, name, text);
    return outcome => this.noteOutcome(window, name, text, outcome);
  }

  private async turnOf(window: number, kind: Kind, name: string, text?: string): Promise<void> {
    // Who touches a file several times in a row shows nobody more than who does once.
    const isSame = (step: Step) => step.window === window && step.name === name;
    const same = name.startsWith('touch') ? this.waiting.find(isSame) : undefined;
    if (same) {
      await same.turn;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const step = { window, kind, name, text, turn: promise, happen: () => resolve(undefined) };
    this.waiting.push({ ...this.begin(window, kind, name), ...step });
    await promise;
  }

  private begin(window: number, kind: Kind, name: string) {
    const earlier = this.current?.window === window ? this.current : undefined;
    const ticket = name.startsWith('answer') ? earlier?.ticket : undefined;
    return {
      number: this.count++,
      names: earlier && this.names,
      ticket: kind === 'leg' ? (ticket ?? this.options.ticketOf(window)) : undefined,
      trace: this.isTraced ? traceOf() : {},
    };
  }

  private noteFootprint(window: number, name: string): void {
    const [what = '', file = ''] = name.split(' ');
    if (what === 'names' || what === 'get' || what === 'read') {
      this.touch(window, 'reads', what === 'get' ? 'Circuit' : file || 'names');
    } else if (what === 'answer') {
      this.touch(window, 'reads');
    } else {
      this.touch(window, 'changes', what === 'put' ? 'Circuit' : file);
    }
  }

  private noteOutcome(window: number, name: string, text: string | undefined, outcome: unknown) {
    if (name === 'names') {
      this.names = (outcome as readonly string[]).filter(each => !each.startsWith('rounds-'));
    } else if (name.startsWith('answer')) {
      this.answers[window] = [this.answers[window]?.at(-1), [name, outcome]];
    } else if (lease.test(name) && outcome !== 'exists') {
      const isHeld = text?.startsWith('held') === true;
      this.hasTurn[window] = isHeld;
      this.turns[window] = isHeld ? [name, text] : undefined;
    }
  }

  /**
   * Only what belongs to a set: what other windows found out of presences does not change the order of
   * sets, and a window that sets nothing only looks.
   */
  private matters(window: number, name: string): boolean {
    const isOfASet =
      this.options.hasOpenChoice(window) ||
      this.hasTurn[window] === true ||
      /^create .*lease/.test(name);
    return isOfASet && !name.includes('rounds-');
  }

  /** Of each window the first of each kind. */
  get next(): readonly Step[] {
    return this.waiting.filter(
      (step, at) =>
        !this.waiting
          .slice(0, at)
          .some(({ window, kind }) => window === step.window && kind === step.kind),
    );
  }

  let(step: Step): void {
    this.waiting.splice(this.waiting.indexOf(step), 1);
    this.footprint = new Footprint(step.window);
    this.noteFootprint(step.window, step.name);
    this.current = step;
    this.names = step.names;
    step.happen();
  }

  /** Something happens that is no step, and may concern everything. */
  other(footprint = new Footprint()): void {
    this.footprint = footprint;
    this.current = undefined;
  }

  /**
   * How far a window's program is: where each of its steps waits, and what of its variables nobody else
   * knows. Between the steps of one look or of taking a turn, these are the names that it saw; during a
   * set, what it wrote into the lease and what Circuit answered. `places` are those told before.
   */
  stateOf(window: number, places: ReadonlyMap<number, string>): unknown {
    const waiting = this.waiting
      .filter(step => step.window === window)
      .map(({ number, kind, name, text, names, ticket }) => {
        const place = places.get(number) ?? '';
        const seen = name !== 'names' && /\b(look|take) /.test(place) ? names : undefined;
        return [kind, name, text, place, seen, ticket];
      });
    return [waiting, this.hasTurn[window], this.turns[window], this.answers[window]];
  }
}

function traceOf(): { readonly stack?: string } {
  const { stackTraceLimit } = Error;
  const trace = {};
  Error.stackTraceLimit = mostFrames;
  Error.captureStackTrace(trace, traceOf);
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}

/** Where in the program a step waits: the place in each function that awaits it. */
export function placeOf({ trace }: Step): string {
  const before: unknown = Reflect.get(Error, 'prepareStackTrace');
  Error.prepareStackTrace = (_, places) =>
    places
      .map(each => `${each.getFunctionName()} ${each.getLineNumber()}:${each.getColumnNumber()}`)
      .join();
  const { stack = '' } = trace;
  Reflect.set(Error, 'prepareStackTrace', before);
  return stack;
}
