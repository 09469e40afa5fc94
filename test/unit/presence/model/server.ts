import type { CircuitClient } from '../../../../src/circuit/client';
import type { PresenceUpdate } from '../../../../src/circuit/types';
import { NetworkError } from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { me, presence } from '../fakeCircuit';

/** What goes wrong with one `PUT`, the first being 0. */
export type PutFault =
  /** It is carried out, and nobody hears of it. */
  | { readonly kind: 'lostAnswer'; readonly put: number }
  /** It is carried out that long after it was sent. */
  | { readonly kind: 'late'; readonly put: number; readonly byMs: number };

/** What a window waits for an answer. */
const deadlineMs = 10_000;

/** A Circuit that may carry sets out late: each by itself, or in the order they came in. */
export class ModelServer {
  shown = presence(me.userId);
  puts = 0;
  private readonly fault: PutFault | undefined;
  private readonly keepsOrder: boolean;
  private readonly legMs: () => number;
  private earlier: Promise<void> = Promise.resolve();

  constructor(fault: PutFault | undefined, keepsOrder: boolean, legMs: () => number) {
    this.fault = fault;
    this.keepsOrder = keepsOrder;
    this.legMs = legMs;
  }

  /** As one window sees it: nothing comes back, or leaves it, while it stands still. */
  client(life: WindowLife): CircuitClient {
    const client: Partial<CircuitClient> = {
      getProfile: signal => this.answer(() => me, life, signal),
      getPresences: (ids, signal) => this.answer(() => ids.map(() => this.shown), life, signal),
      getPresence: (_, signal) => this.answer(() => this.shown, life, signal),
      setPresence: (update, signal) => this.put(update, life, signal),
    };
    return client as CircuitClient; // the engine calls no other
  }

  private async answer<T>(give: () => T, life: WindowLife, signal?: AbortSignal): Promise<T> {
    await life.goOn();
    await pass(this.legMs());
    const answer = give();
    await pass(this.legMs());
    return await comeBack(answer, life, signal);
  }

  private async put(
    update: PresenceUpdate,
    life: WindowLife,
    signal?: AbortSignal,
  ): Promise<Presence> {
    signal?.throwIfAborted();
    const number = this.puts++;
    const fault = this.fault?.put === number ? this.fault : undefined;
    const carriedOut = life
      .goOn()
      .then(() => this.carryOut(update, fault?.kind === 'late' ? fault.byMs : this.legMs()));
    const answered =
      fault?.kind === 'lostAnswer' ? new Promise<never>(() => undefined) : carriedOut;
    const timer = Promise.withResolvers<'timeout'>();
    const deadline = setTimeout(() => timer.resolve('timeout'), deadlineMs);
    const answer = await Promise.race([answered, timer.promise]);
    clearTimeout(deadline);
    if (answer === 'timeout') {
      await comeBack(undefined, life, signal);
      throw new NetworkError('no answer', 'timeout');
    }
    await pass(this.legMs());
    return await comeBack(answer, life, signal);
  }

  private async carryOut(update: PresenceUpdate, afterMs: number): Promise<Presence> {
    const before = this.keepsOrder ? this.earlier : Promise.resolve();
    const arrives = pass(afterMs);
    this.earlier = Promise.all([before, arrives]).then(() => undefined);
    await before;
    await arrives;
    const dndUntil = update.state === 'DND' ? update.dndUntil : undefined;
    const { state, statusMessage } = update;
    this.shown = presence(me.userId, { state, statusMessage, dndUntil });
    return this.shown;
  }
}

/** Whether a window still does anything. */
export class WindowLife {
  private state: 'lives' | 'stands still' | 'is gone' = 'lives';
  private thawed = Promise.withResolvers<undefined>();

  isGone(): boolean {
    return this.state === 'is gone';
  }

  end(): void {
    this.state = 'is gone';
  }

  /** As a process does that is stopped, or whose disk hangs: it goes on later, knowing nothing of it. */
  async standStill(ms: number): Promise<void> {
    this.state = 'stands still';
    await pass(ms);
    this.state = 'lives';
    this.thawed.resolve(undefined);
    this.thawed = Promise.withResolvers();
  }

  /** Never, once it is gone. */
  async goOn(): Promise<void> {
    while (this.state === 'stands still') {
      await this.thawed.promise;
    }
    if (this.isGone()) {
      await new Promise<never>(() => undefined);
    }
  }
}

async function comeBack<T>(answer: T, life: WindowLife, signal?: AbortSignal): Promise<T> {
  await life.goOn();
  signal?.throwIfAborted();
  return answer;
}

/** Lets so much time pass. */
export async function pass(ms: number): Promise<void> {
  if (ms > 0) {
    await new Promise(resolve => {
      setTimeout(resolve, ms);
    });
  }
}
