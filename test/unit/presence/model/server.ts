import type { CircuitClient } from '../../../../src/circuit/client';
import type { PresenceUpdate } from '../../../../src/circuit/types';
import { NetworkError } from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { me, presence } from '../fakeCircuit';
import { type Pace, pass, type WindowLife } from './windowLife';

/** What goes wrong with one `PUT`, the first being 0. */
export type PutFault =
  /** It is carried out, and nobody hears of it. */
  | { readonly kind: 'lostAnswer'; readonly put: number }
  /** It is carried out that long after it was sent. */
  | { readonly kind: 'late'; readonly put: number; readonly byMs: number };

export interface ServerOptions {
  readonly fault: PutFault | undefined;
  readonly keepsOrder: boolean;
  readonly pace: Pace;
  /** What a window waits for an answer. */
  readonly deadlineMs: number;
}

/** A Circuit that may carry sets out late: each by itself, or in the order they came in. */
export class ModelServer {
  shown = presence(me.userId);
  puts = 0;
  /** What was sent and not carried out yet. */
  readonly underWay = new Set<PresenceUpdate>();
  private readonly options: ServerOptions;
  private earlier: Promise<void> = Promise.resolve();

  constructor(options: ServerOptions) {
    this.options = options;
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
    await this.options.pace.leg(life.at, 'get');
    const answer = give();
    return await this.comeBack('get', answer, life, signal);
  }

  private async put(
    update: PresenceUpdate,
    life: WindowLife,
    signal?: AbortSignal,
  ): Promise<Presence> {
    signal?.throwIfAborted();
    const number = this.puts++;
    const { deadlineMs, pace } = this.options;
    pace.touch?.(life.at, 'changes', 'puts');
    const fault = this.options.fault?.put === number ? this.options.fault : undefined;
    const arrive = async () => {
      await life.goOn();
      await (fault?.kind === 'late' ? pass(fault.byMs) : pace.leg(life.at, 'put'));
    };
    const carriedOut = this.carryOut(update, arrive());
    const answered =
      fault?.kind === 'lostAnswer' ? new Promise<never>(() => undefined) : carriedOut;
    const timer = Promise.withResolvers<'timeout'>();
    const deadline = setTimeout(() => timer.resolve('timeout'), deadlineMs);
    const answer = await Promise.race([answered, timer.promise]);
    clearTimeout(deadline);
    if (answer === 'timeout') {
      await life.goOn();
      signal?.throwIfAborted();
      throw new NetworkError('no answer', 'timeout');
    }
    return await this.comeBack('put', answer, life, signal);
  }

  private async carryOut(update: PresenceUpdate, arrives: Promise<void>): Promise<Presence> {
    const before = this.options.keepsOrder ? this.earlier : Promise.resolve();
    this.earlier = Promise.all([before, arrives]).then(() => undefined);
    this.underWay.add(update);
    await before;
    await arrives;
    this.underWay.delete(update);
    const dndUntil = update.state === 'DND' ? update.dndUntil : undefined;
    const { state, statusMessage } = update;
    this.shown = presence(me.userId, { state, statusMessage, dndUntil });
    return this.shown;
  }

  private async comeBack<T>(
    to: 'get' | 'put',
    answer: T,
    life: WindowLife,
    signal?: AbortSignal,
  ): Promise<T> {
    const note = await this.options.pace.leg(life.at, `answer ${to}`);
    await life.goOn();
    note(answer);
    signal?.throwIfAborted();
    return answer;
  }
}
