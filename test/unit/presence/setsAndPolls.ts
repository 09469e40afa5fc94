import type { Presence } from '../../../src/circuit/schemas';
import { PresenceStore, type PollTicket } from '../../../src/presence/store';
import { me, presence } from './fakeCircuit';

/** Takes the next step of the sets, or of one of the polls (0, 1, …). */
export type Move = 'set' | number;

export const stepsEach = 3;

interface Poll {
  readonly ticket: PollTicket;
  readonly begunAfterSetSteps: number;
  steps: number;
  read: string;
}

/**
 * A person who sets and a poller that polls at the same time. A set is wished for, carried out by
 * Circuit, answered; a poll begins, is read by Circuit, answered. Sets come one after the other, as
 * `ownPresence` sees to it; polls overlap in any way. Presences are told apart by their message:
 * `-1` at the start, then the number of the set.
 */
export class SetsAndPolls {
  /** How often something shown gave way to what was there before it. */
  reverts = 0;
  private readonly sets: number;
  private readonly polls: (Poll | undefined)[];
  private readonly store: PresenceStore;
  /** Which poll brought an answer, to tell where the store's came from. */
  private readonly sources = new Map<Presence, number>();
  private setSteps = 0;
  private server = '-1';
  private shown = '-1';

  constructor(sets: number, polls: number, now: () => number) {
    this.sets = sets;
    this.polls = Array.from({ length: polls }, () => undefined);
    this.store = new PresenceStore(now);
    this.store.setConnection({ kind: 'online', me });
    this.store.applyPoll(this.store.beginPoll(), [presence('me', { statusMessage: '-1' })]);
  }

  /** Polls are all alike, so that one begins only after the one before it has. */
  get moves(): Move[] {
    const polls = this.polls.flatMap((poll, index) => {
      const isTurn = poll ? poll.steps < stepsEach : index === 0 || this.polls[index - 1];
      return isTurn ? [index] : [];
    });
    return this.setSteps < this.sets * stepsEach ? ['set', ...polls] : polls;
  }

  get isWrong(): boolean {
    return this.text() !== this.server;
  }

  /** Equal for two of these that behave alike from here on. */
  get key(): string {
    const known = this.known();
    const source = (known && this.sources.get(known)) ?? -1;
    const open = this.polls.flatMap((poll, index) =>
      poll && poll.steps < stepsEach
        ? [`${poll.steps} ${poll.begunAfterSetSteps} ${poll.read} ${index > source}`]
        : [],
    );
    const left = this.polls.filter(poll => !poll).length;
    const fromPoll = source >= 0;
    return [this.setSteps, this.server, this.shown, this.text(), fromPoll, left, ...open].join();
  }

  take(move: Move): void {
    if (move === 'set') {
      this.stepSet(String(Math.floor(this.setSteps / stepsEach)), this.setSteps % stepsEach);
      this.setSteps += 1;
    } else {
      this.stepPoll(move);
    }
    const text = this.text();
    this.reverts += Number(text) < Number(this.shown) ? 1 : 0;
    this.shown = text;
  }

  private stepSet(statusMessage: string, step: number): void {
    if (step === 0) {
      this.store.beginSet({ state: 'BUSY', statusMessage });
    } else if (step === 1) {
      this.server = statusMessage;
    } else {
      this.store.applySet(presence('me', { statusMessage }));
    }
  }

  private stepPoll(index: number): void {
    const poll = this.polls[index];
    if (!poll) {
      const ticket = this.store.beginPoll();
      this.polls[index] = { ticket, begunAfterSetSteps: this.setSteps, steps: 1, read: '' };
      return;
    }
    poll.steps += 1;
    if (poll.steps < stepsEach) {
      poll.read = this.server;
    } else {
      const answer = presence('me', { statusMessage: poll.read });
      this.sources.set(answer, index);
      this.store.applyPoll(poll.ticket, [answer]);
    }
  }

  private text(): string {
    return this.store.own.pending?.statusMessage ?? this.known()?.statusMessage ?? '';
  }

  private known(): Presence | undefined {
    const { known } = this.store.own;
    return known?.kind === 'known' ? known.presence : undefined;
  }
}
