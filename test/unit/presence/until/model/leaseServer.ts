import type { CircuitClient } from '../../../../../src/circuit/client';
import { NetworkError } from '../../../../../src/circuit/errors';
import type { Presence } from '../../../../../src/circuit/schemas';
import type { PresenceUpdate } from '../../../../../src/circuit/types';
import { me, presence } from '../../fakeCircuit';
import { pass, type WindowLife } from '../../model/windowLife';

/** A window's connection to it, and what a test does at each step. */
export interface Link {
  readonly life: WindowLife;
  isOffline(): boolean;
  /** How long a request takes to reach Circuit, and an answer to come back. */
  legMs(): number;
}

/**
 * A Circuit whose Do Not Disturb ends by itself, by its own clock. Ends are given as a computer
 * whose clock was set reads them.
 */
export class LeaseServer {
  /** When something was set, in milliseconds of a clock that nobody sets. */
  readonly puts: number[] = [];
  /**
   * Whether a window set something right after it had asked, while something else was set
   * elsewhere. Circuit offers no way to notice that.
   */
  isBlind = false;
  private state: { readonly shown: Presence; readonly endsAt: number };
  private changesElsewhere = 0;
  private sleptMs = 0;

  constructor({ dndUntil, ...shown }: Partial<Presence>) {
    const endsAt = dndUntil === undefined ? Infinity : this.now + dndUntil - Date.now();
    this.state = { shown: presence(me.userId, shown), endsAt };
  }

  get now(): number {
    return performance.now() + this.sleptMs;
  }

  /** Time passes while the computers sleep and Circuit doesn't. */
  passAsleep(ms: number): void {
    this.sleptMs += ms;
  }

  get shown(): Presence {
    const { shown, endsAt } = this.state;
    const leftMs = endsAt - this.now;
    if (shown.state === 'DND' && leftMs <= 0) {
      return { ...shown, state: 'AVAILABLE', dndUntil: undefined };
    }
    const dndUntil = shown.state === 'DND' ? Math.round(Date.now() + leftMs) : undefined;
    return { ...shown, dndUntil };
  }

  /** Somebody sets it in another client. */
  changeElsewhere(update: PresenceUpdate): void {
    this.take(update, this.endOf(update));
    this.changesElsewhere += 1;
  }

  client(link: Link): CircuitClient {
    let seen = 0;
    const own = () => {
      seen = this.changesElsewhere;
      return this.shown;
    };
    const client: Partial<CircuitClient> = {
      getProfile: signal => this.answer(link, () => me, signal),
      getPresences: (ids, signal) => this.answer(link, () => ids.map(() => this.shown), signal),
      getPresence: (_, signal) => this.answer(link, own, signal),
      setPresence: (update, signal) => {
        const endsAt = this.endOf(update);
        return this.answer(link, () => this.set(update, endsAt, seen), signal);
      },
    };
    return client as CircuitClient; // the engine calls nothing else
  }

  private set(update: PresenceUpdate, endsAt: number, seen: number): Presence {
    this.puts.push(this.now);
    this.isBlind ||= this.changesElsewhere > seen;
    this.take(update, endsAt);
    return this.shown;
  }

  /** The end by Circuit's own clock, of which the client tells how far away it is. */
  private endOf(update: PresenceUpdate): number {
    return update.state === 'DND' ? this.now + Math.max(0, update.dndUntil - Date.now()) : Infinity;
  }

  private take({ state, statusMessage }: PresenceUpdate, endsAt: number): void {
    this.state = { shown: presence(me.userId, { state, statusMessage }), endsAt };
  }

  private async answer<T>(link: Link, give: () => T, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    await pass(link.legMs());
    await link.life.goOn();
    if (link.isOffline()) {
      throw new NetworkError('There is no network.', 'unreachable');
    }
    const answer = give();
    await pass(link.legMs());
    await link.life.goOn();
    if (link.isOffline()) {
      throw new NetworkError('There is no network.', 'timeout');
    }
    signal?.throwIfAborted();
    return answer;
  }
}
