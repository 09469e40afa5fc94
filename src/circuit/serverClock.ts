import type { Presence } from './schemas';
import type { HttpAnswer } from './transport';

const noticeableMs = 60_000;

/**
 * Circuit's clock beside this computer's. Where they differ by more than a minute, ends of Do Not
 * Disturb are shifted on their way, so that "for an hour" is an hour and nothing is set in the past.
 */
export class ServerClock {
  private aheadMs = 0;

  /** Learns from the `Date` of an answer. It is kept steady, so that ends do not wander. */
  note({ headers }: HttpAnswer): void {
    const aheadMs = Date.parse(headers.get('date') ?? '') - Date.now();
    if (Math.abs(aheadMs - this.aheadMs) > noticeableMs) {
      this.aheadMs = Math.abs(aheadMs) > noticeableMs ? aheadMs : 0;
    }
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
}
