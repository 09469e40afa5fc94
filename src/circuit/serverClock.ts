import { parseDate } from './answers';
import type { Presence } from './schemas';
import type { HttpAnswer } from './transport';

const noticeableMs = 60_000;
const dayMs = 24 * 60 * 60_000;
const freshMs = 2 * 60_000;
/** Four times the slowest poll. */
const memoryMs = 20 * 60_000;
const mostSamples = 5;

/** The clocks of this computer: one that a person or a time server sets, and one that only runs. */
interface Moment {
  readonly wall: number;
  readonly steady: number;
}

/** By how much an answer's clock was ahead, and when. */
interface Sample extends Moment {
  readonly aheadMs: number;
}

/**
 * Circuit's clock beside this computer's. Where they differ by more than a minute, ends of Do Not
 * Disturb are shifted on their way, so that "for an hour" is an hour and nothing is set in the past.
 */
export class ServerClock {
  private samples: readonly Sample[] = [];
  private aheadMs = 0;

  /**
   * Learns from the `Date` of an answer that is surely Circuit's: a gateway's own is as wrong as it
   * likes. No single one counts for much, and none that is a day off or came out of a cache. The
   * difference is kept steady, so that ends do not wander.
   */
  note({ headers }: HttpAnswer): void {
    const moment = thisMoment();
    const isNearby = ({ wall }: Sample) => moment.wall - wall <= memoryMs;
    this.samples = this.hasJumped(moment) ? [] : this.samples.filter(isNearby);
    const aheadMs = (parseDate(headers.get('date') ?? '') ?? NaN) - moment.wall;
    if (Math.abs(aheadMs) <= dayMs && Number(headers.get('age') ?? 0) === 0) {
      this.samples = [...this.samples, { aheadMs, ...moment }].slice(-mostSamples);
      this.learn(likely(this.samples.map(sample => sample.aheadMs)));
    }
  }

  /**
   * Whether Circuit's time was told within two minutes, and this computer's clock was not set, nor
   * did it sleep, since. If not, whoever needs the time has to ask: windows poll for each other.
   */
  get isFresh(): boolean {
    const last = this.samples.at(-1);
    const now = thisMoment();
    return last !== undefined && !this.hasJumped(now) && now.wall - last.wall <= freshMs;
  }

  /** An instant (epoch milliseconds) by this computer's clock, by Circuit's. */
  toCircuit(instant: number): number {
    return instant + this.aheadMs;
  }

  /** A presence whose end is by Circuit's clock, by this computer's. */
  fromCircuit(presence: Presence): Presence {
    return presence.dndUntil === undefined || this.aheadMs === 0
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

/** The median; of two, and of an even number in the middle, the one that shifts ends less. */
function likely(differences: readonly number[]): number {
  const sorted = differences.toSorted((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0;
}
