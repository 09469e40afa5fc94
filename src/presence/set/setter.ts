import * as l10n from '@vscode/l10n';
import type { Turn } from '../../base/lease';
import type { Logger } from '../../base/log';
import { UserError } from '../../base/userError';
import { isCircuitError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import type { Poller } from '../polling/poller';
import { completeUpdate, type PresenceChange, shownAfter } from '../presenceChange';
import type { JoinedChoices, SetOrder } from '../shared/setOrder';
import { type Sets, withEnd, withoutLateSet, withSent } from '../shared/sets';
import type { PresenceStore } from '../store';
import { confirmSet, type SentOutcome } from './confirmSet';
import { HeldAnswer } from './heldAnswer';
import { endOf, hasCome, sendLastAgain, type SetNotice } from './lateSet';
import { SetBasis } from './setBasis';

export interface PresenceSetterParts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly log: Logger;
  /**
   * Reports the outcome of a change that was already answered or came from a window that is gone.
   */
  readonly tell: (notice: SetNotice) => void;
}

/** Is told, right before it is sent, what is to be set, and what Circuit would show without it. */
export type Prepare = (shown: Presence, update: PresenceUpdate) => Promise<void>;

/** A change, its session, and its place in the order of all windows. */
export interface Asked {
  readonly change: PresenceChange;
  readonly session: AbortSignal;
  readonly order: SetOrder;
  readonly number: Promise<number>;
  readonly prepare?: Prepare | undefined;
}

/** The presence before, if known, and Circuit's answer. */
export interface Sent {
  readonly before: Presence | undefined;
  readonly after: Presence;
}

/** One turn at sending a change that is still the newest. */
interface Sending extends Omit<Asked, 'number'> {
  readonly number: number;
  readonly turn: Turn;
  /** Whether a newer change is waiting in this window. */
  readonly isOvertaken: () => boolean;
}

/** Sends one change at a time to Circuit and applies the answer to the store. */
export class PresenceSetter {
  private readonly parts: PresenceSetterParts;
  private readonly basis: SetBasis;
  private readonly heldAnswer: HeldAnswer;

  constructor(parts: PresenceSetterParts) {
    this.parts = parts;
    this.basis = new SetBasis(parts.store, parts.poller);
    this.heldAnswer = new HeldAnswer(parts.store);
  }

  /** For when somebody begins to choose. */
  lookAhead(order: SetOrder): void {
    this.basis.lookAhead(order);
  }

  /** Undefined if another window sends a later change, or has sent this one. */
  async send(asked: Asked, isOvertaken: () => boolean): Promise<Sent | undefined> {
    const { session } = asked;
    try {
      session.throwIfAborted();
      const sent = await this.takeTurns({ ...asked, number: await asked.number, isOvertaken });
      if (!sent && !isOvertaken()) {
        this.heldAnswer.rollBack();
      }
      return sent;
    } catch (error) {
      if (session.aborted) {
        this.heldAnswer.forget();
      } else if (!isOvertaken()) {
        this.heldAnswer.rollBack();
      }
      throw error;
    }
  }

  /** One turn, and another one each time this window was taken for dead before it had sent anything. */
  private async takeTurns(choice: Omit<Sending, 'turn'>): Promise<Sent | undefined> {
    const { order, number, session } = choice;
    for (;;) {
      const turn = await order.take(() => order.isOpen(number), session);
      if (!turn) {
        return undefined;
      }
      try {
        const sent = await this.sendInTurn({ ...choice, turn });
        if (sent !== 'notSent') {
          return sent;
        }
      } finally {
        await order.end(turn, session);
      }
    }
  }

  private async sendInTurn(sending: Sending): Promise<Sent | undefined | 'notSent'> {
    const { order, number, session, turn, isOvertaken, change } = sending;
    const { store, poller, log } = this.parts;
    const { sent: left } = order.sets;
    if (left && left.number >= number && (await hasCome(this.parts, sending, left))) {
      return undefined;
    }
    const joined = order.joined(number, change);
    await this.refuseIfOld(joined, sending);
    if (!joined.change) {
      await this.settle(joined, sending);
      return undefined;
    }
    const { before, update } = await this.complete(joined.change, joined, sending);
    if (!isOvertaken()) {
      store.beginSet(update);
    }
    const { choices, isBehind } = joined;
    const sent = { number: joined.number, choices, ...order.now(), update, before };
    if (before) {
      // What was chosen right before the last one is sent along with it, and not by itself.
      const earlier = choices.slice(0, -1).map(({ change }) => change);
      await sending.prepare?.(shownAfter(earlier, before, Date.now()), update);
    }
    await order.write(turn, withSent(order.sets, sent));
    session.throwIfAborted();
    const outcome = await confirmSet(poller, update, turn);
    session.throwIfAborted();
    if (outcome.kind === 'notSent') {
      return 'notSent';
    }
    log.info(`own presence: ${update.state} ${outcome.kind}`);
    await this.note(sent, outcome, sending);
    const shown = await this.show(before, outcome, sending);
    return isBehind ? undefined : shown;
  }

  private async refuseIfOld(joined: JoinedChoices, sending: Sending): Promise<void> {
    if (sending.order.isOld(sending.number)) {
      await this.settle(joined, sending);
      throw new UserError(
        l10n.t(
          "Your choice couldn't be sent for several minutes and was dropped. Your status wasn't changed.",
        ),
      );
    }
  }

  private async complete(change: PresenceChange, joined: JoinedChoices, sending: Sending) {
    try {
      const { order, prepare } = sending;
      const before = await (prepare ? this.basis.readAnew() : this.readBasis(change, order));
      const basis = before && withoutLateSet(order.sets, before, order.now());
      return { before, update: completeUpdate(change, basis, Date.now()) };
    } catch (error) {
      await this.settle(joined, sending);
      throw error;
    }
  }

  private async settle({ number }: JoinedChoices, { order, turn }: Sending): Promise<void> {
    await order.write(turn, { ...order.sets, settled: Math.max(order.sets.settled, number) });
  }

  /** What Circuit said last and is not shown yet comes before what is. */
  private async readBasis(change: PresenceChange, order: SetOrder): Promise<Presence | undefined> {
    const held = order.isLastElsewhere ? undefined : this.heldAnswer.presence;
    return held ?? (await this.basis.read(change, order));
  }

  private async note(
    sent: NonNullable<Sets['sent']>,
    outcome: SentOutcome,
    { order, turn }: Sending,
  ): Promise<void> {
    await order.writeEnd(turn, withEnd(order.sets, sent, endOf(outcome), order.now()));
  }

  /** Shows Circuit's presence after a set, reading it unless that was just done. */
  private async show(
    before: Presence | undefined,
    outcome: SentOutcome,
    { isOvertaken, order, number, turn, session }: Sending,
  ): Promise<Sent | undefined> {
    if (outcome.kind === 'failed') {
      if (outcome.found) {
        this.heldAnswer.hold(outcome.found, false);
      }
      throw outcome.error;
    }
    const { answer, readBack } = outcome;
    if (isOvertaken()) {
      this.heldAnswer.hold(answer, true);
      return { before, after: answer };
    }
    this.heldAnswer.forget();
    this.parts.store.applySet(answer);
    if (await order.isOvertaken(number)) {
      return undefined;
    }
    const shown = readBack ? answer : await this.readBack(answer);
    const after = await sendLastAgain(this.parts, { order, turn, session, shown });
    return { before, after };
  }

  private async readBack(answer: Presence): Promise<Presence> {
    try {
      return await this.parts.poller.readOwn();
    } catch (error) {
      if (!isCircuitError(error)) {
        throw error;
      }
      return answer;
    }
  }
}
