import type { Presence } from '../../../../src/circuit/schemas';
import { type PollTicket, PresenceStore } from '../../../../src/presence/store';
import { me, presence } from '../fakeCircuit';

/**
 * The next step of the sets, the begin of a poll, or the answer to a poll that says what Circuit
 * showed after so many sets, as it may for any that was true between its begin and its end.
 */
export type Move =
  | { readonly kind: 'set' }
  | { readonly kind: 'poll' }
  | { readonly kind: 'answer'; readonly poll: Poll; readonly read: number };

/** A set is asked for, carried out by Circuit, answered. */
const stepsEach = 3;

interface Poll {
  readonly ticket: PollTicket;
  readonly begunAfterSteps: number;
}

/**
 * A person who sets and a poller that polls at the same time. Sets come one after the other, as
 * `ownPresence` sees to it; polls overlap in any way. Presences are told apart by their message:
 * after how many sets they were.
 */
export class SetsAndPolls {
  /** How often something shown gave way to what was there before it. */
  reverts = 0;
  private readonly sets: number;
  private pollsLeft: number;
  private readonly store: PresenceStore;
  private readonly open: Poll[] = [];
  /** Which ticket brought an answer, to tell where the store's came from. */
  private readonly sources = new Map<Presence, PollTicket>();
  private steps = 0;
  private shown = 0;

  constructor(sets: number, polls: number, now: () => number) {
    this.sets = sets;
    this.pollsLeft = polls;
    this.store = new PresenceStore(now);
    this.store.setConnection({ kind: 'online', me });
    this.store.applyPoll(this.store.beginPoll(), [presence('me', { statusMessage: '0' })]);
  }

  get moves(): Move[] {
    const answers = this.open.flatMap(poll =>
      range(carriedOut(poll.begunAfterSteps), carriedOut(this.steps)).map(
        read => ({ kind: 'answer', poll, read }) as const,
      ),
    );
    return [
      ...(this.steps < this.sets * stepsEach ? [{ kind: 'set' } as const] : []),
      ...(this.pollsLeft > 0 ? [{ kind: 'poll' } as const] : []),
      ...answers,
    ];
  }

  get isWrong(): boolean {
    return this.text() !== carriedOut(this.steps);
  }

  /** Equal for two of these that behave alike from here on. */
  get key(): string {
    const known = this.known();
    const source = (known && this.sources.get(known)?.order) ?? -1;
    const open = this.open.map(
      ({ ticket, begunAfterSteps }) => `${begunAfterSteps} ${ticket.order > source}`,
    );
    return [this.steps, this.pollsLeft, this.text(), source >= 0, ...open].join();
  }

  take(move: Move): void {
    switch (move.kind) {
      case 'set':
        this.takeSetStep();
        break;
      case 'poll':
        this.pollsLeft -= 1;
        this.open.push({ ticket: this.store.beginPoll(), begunAfterSteps: this.steps });
        break;
      case 'answer':
        this.answer(move.poll, move.read);
    }
    const text = this.text();
    this.reverts += text < this.shown ? 1 : 0;
    this.shown = text;
  }

  private takeSetStep(): void {
    const number = Math.floor(this.steps / stepsEach) + 1;
    const step = this.steps % stepsEach;
    this.steps += 1;
    if (step === 0) {
      this.store.beginSet({ state: 'BUSY', statusMessage: String(number) });
    } else if (step === 2) {
      this.store.applySet(presence('me', { statusMessage: String(number) }));
    }
  }

  private answer({ ticket }: Poll, read: number): void {
    this.open.splice(
      this.open.findIndex(poll => poll.ticket.order === ticket.order),
      1,
    );
    const answer = presence('me', { statusMessage: String(read) });
    this.sources.set(answer, ticket);
    this.store.applyPoll(ticket, [answer]);
  }

  private text(): number {
    return Number(this.store.own.pending?.statusMessage ?? this.known()?.statusMessage);
  }

  private known(): Presence | undefined {
    const { known } = this.store.own;
    return known?.kind === 'known' ? known.presence : undefined;
  }
}

/** How many sets Circuit has carried out after so many steps. */
function carriedOut(steps: number): number {
  return Math.floor((steps + 1) / stepsEach);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
