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

  /** As one window sees it: nothing comes back once it `isGone`. */
  client(isGone: () => boolean): CircuitClient {
    const client: Partial<CircuitClient> = {
      getProfile: signal => this.answer(() => me, isGone, signal),
      getPresences: (ids, signal) => this.answer(() => ids.map(() => this.shown), isGone, signal),
      getPresence: (_, signal) => this.answer(() => this.shown, isGone, signal),
      setPresence: (update, signal) => this.put(update, isGone, signal),
    };
    return client as CircuitClient; // the engine calls no other
  }

  private async answer<T>(give: () => T, isGone: () => boolean, signal?: AbortSignal): Promise<T> {
    await pass(this.legMs());
    const answer = give();
    await pass(this.legMs());
    return await comeBack(answer, isGone, signal);
  }

  private async put(
    update: PresenceUpdate,
    isGone: () => boolean,
    signal?: AbortSignal,
  ): Promise<Presence> {
    signal?.throwIfAborted();
    const number = this.puts++;
    const fault = this.fault?.put === number ? this.fault : undefined;
    const carriedOut = this.carryOut(update, fault?.kind === 'late' ? fault.byMs : this.legMs());
    const answered =
      fault?.kind === 'lostAnswer' ? new Promise<never>(() => undefined) : carriedOut;
    const timer = Promise.withResolvers<'timeout'>();
    const deadline = setTimeout(() => timer.resolve('timeout'), deadlineMs);
    const answer = await Promise.race([answered, timer.promise]);
    clearTimeout(deadline);
    if (answer === 'timeout') {
      await comeBack(undefined, isGone, signal);
      throw new NetworkError('no answer', 'timeout');
    }
    await pass(this.legMs());
    return await comeBack(answer, isGone, signal);
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

async function comeBack<T>(answer: T, isGone: () => boolean, signal?: AbortSignal): Promise<T> {
  if (isGone()) {
    await new Promise<never>(() => undefined);
  }
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
