import { parseDate } from './answers';
import type { Presence } from './schemas';
import type { HttpAnswer } from './transport';

const noticeableMs = 60_000;
const dayMs = 24 * 60 * 60_000;
const freshMs = 2 * 60_000;
/** Four times the slowest poll. */
const memoryMs = 20 * 60_000;
const mostSamples = 5;

/** This computer's clocks: the wall clock, which may be set, and the monotonic one. */
interface Moment {
  readonly wall: number;
  readonly steady: number;
}

/** How far an answer's clock was ahead, and when. */
interface Sample extends Moment {
  readonly aheadMs: number;
}

/**
 * Tracks the difference between Circuit's clock and this computer's. If they differ by more than a
 * minute, ends of Do Not Disturb are shifted accordingly, so that "for an hour" is an hour and
 * nothing is set in the past.
 */
export class ServerClock {
  private samples: readonly Sample[] = [];
  private aheadMs = 0;
  private isHidden = false;

  /**
   * Learns from the `Date` of an answer that certainly comes from Circuit: a gateway's may be
   * wrong. A single sample counts little; one that is a day off or comes from a cache is ignored.
   * Small changes are ignored too, so that ends stay put.
   */
  note({ headers }: HttpAnswer): void {
    const moment = thisMoment();
    const isNearby = ({ wall }: Sample) => moment.wall - wall <= memoryMs;
    this.samples = this.hasJumped(moment) ? [] : this.samples.filter(isNearby);
    const date = headers.get('date');
    this.isHidden = date === null;
    const aheadMs = (parseDate(date ?? '') ?? NaN) - moment.wall;
    if (Math.abs(aheadMs) <= dayMs && Number(headers.get('age') ?? 0) === 0) {
      this.samples = [...this.samples, { aheadMs, ...moment }].slice(-mostSamples);
      this.learn(likely(this.samples.map(sample => sample.aheadMs)));
    }
  }

  /**
   * Whether Circuit's time was learned within the last two minutes, and since then this computer's
   * clock was not set and it did not sleep. Otherwise it must be asked for: polls may be made by
   * another window. A server that hides the time from browsers need not be asked.
   */
  get isFresh(): boolean {
    const last = this.samples.at(-1);
    const now = thisMoment();
    return last === undefined
      ? this.isHidden
      : !this.hasJumped(now) && now.wall - last.wall <= freshMs;
  }

  /** Converts an instant (epoch milliseconds) from this computer's clock to Circuit's. */
  toCircuit(instant: number): number {
    return instant + this.aheadMs;
  }

  /** Converts the end in a presence from Circuit's clock to this computer's. */
  fromCircuit(presence: Presence): Presence {
    return presence.dndUntil === undefined
      ? presence
      : { ...presence, dndUntil: presence.dndUntil - this.aheadMs };
  }

  private learn(aheadMs: number): void {
    if (Math.abs(aheadMs - this.aheadMs) > noticeableMs) {
      this.aheadMs = Math.abs(aheadMs) > noticeableMs ? aheadMs : 0;
    }
  }

  private hasJumped({ wall, steady }: Moment): boolean {
    const last = this.samples.at(-1);
    return last !== undefined && Math.abs(wall - last.wall - (steady - last.steady)) > noticeableMs;
  }
}

function thisMoment(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

/** The median; for an even number of samples, the middle one that shifts ends less. */
function likely(differences: readonly number[]): number {
  const sorted = differences.toSorted((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
}
