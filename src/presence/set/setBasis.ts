import type { Presence } from '../../circuit/schemas';
import { presenceOf } from '../model';
import type { Poller } from '../polling/poller';
import { isWhole, type PresenceChange } from '../presenceChange';
import type { SetOrder } from '../shared/setOrder';
import { lastSetTick } from '../shared/sets';
import type { PresenceStore } from '../store';
import { notSent } from './confirmSet';

/** Circuit erases a message that is not sent again, also one that came from elsewhere just now. */
const rereadAfterMs = 3_000;
/** Who takes longer to choose has seen something that may have changed meanwhile. */
const choosingMs = 30_000;

/** What was asked when somebody began to choose: `at` in epoch milliseconds, `tick` by the computer. */
interface Ahead {
  readonly at: number;
  readonly tick: number;
  readonly presence: Promise<Presence | undefined>;
}

/** What Circuit shows, to fill in from what a choice leaves open. */
export class SetBasis {
  private readonly store: PresenceStore;
  private readonly poller: Poller;
  private ahead: Ahead | undefined;

  constructor(store: PresenceStore, poller: Poller) {
    this.store = store;
    this.poller = poller;
  }

  /** Asks for it, unless that was just done. Nothing is said where Circuit does not answer. */
  lookAhead(order: SetOrder): void {
    const presence = this.isFresh()
      ? Promise.resolve(this.known)
      : this.poller.readOwn('inPassing').catch(() => undefined);
    this.ahead = { ...order.now(), presence };
  }

  /** As it is known, asked for anew when that may be an old one; undefined if it does not matter. */
  async read(change: PresenceChange, order: SetOrder): Promise<Presence | undefined> {
    if (isWhole(change) || (this.isFresh() && !order.isLastElsewhere)) {
      return this.known;
    }
    return (await this.takeAhead(order)) ?? (await this.readAnew());
  }

  async readAnew(): Promise<Presence> {
    return await this.poller.readOwn().catch((error: unknown) => {
      throw notSent(error);
    });
  }

  /** What was asked for since somebody began to choose, if nothing was set in any window since. */
  private async takeAhead({ sets }: SetOrder): Promise<Presence | undefined> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead && isRecent(ahead.at, choosingMs) && ahead.tick > lastSetTick(sets)
      ? await ahead.presence
      : undefined;
  }

  private get known(): Presence | undefined {
    return presenceOf(this.store.own.known);
  }

  private isFresh(): boolean {
    const { known } = this.store.own;
    return known !== undefined && isRecent(known.checkedAt, rereadAfterMs);
  }
}

function isRecent(at: number, withinMs: number): boolean {
  const age = Date.now() - at;
  return age >= 0 && age <= withinMs;
}
