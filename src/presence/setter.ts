import type { Logger } from '../base/log';
import { isCircuitError } from '../circuit/errors';
import type { Presence } from '../circuit/schemas';
import { confirmSet, type SetOutcome } from './confirmSet';
import type { Poller } from './polling/poller';
import { completeUpdate, isWhole, type PresenceChange } from './presenceChange';
import type { PresenceStore } from './store';

/** Circuit erases a message that is not sent again, also one that came from elsewhere just now. */
const rereadAfterMs = 3_000;

export interface PresenceSetterParts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly log: Logger;
}

/** A change, and the session it was asked for in. */
export interface Asked {
  readonly change: PresenceChange;
  readonly session: AbortSignal;
}

/** Takes one change at a time to Circuit, and what Circuit says of it into the store. */
export class PresenceSetter {
  private readonly parts: PresenceSetterParts;
  /** What Circuit said and is not shown, because a newer update was pending by then. */
  private unshown: { readonly presence: Presence; readonly setHere: boolean } | undefined;

  constructor(parts: PresenceSetterParts) {
    this.parts = parts;
  }

  /** Gives what was there before, if known, and what Circuit says after. */
  async send(
    { change, session }: Asked,
    isOvertaken: () => boolean,
  ): Promise<{ before: Presence | undefined; after: Presence }> {
    try {
      session.throwIfAborted();
      const before = await this.readBasis(change);
      const update = completeUpdate(change, before, Date.now());
      if (!isOvertaken()) {
        this.parts.store.beginSet(update);
      }
      const outcome = await confirmSet(this.parts.poller, update);
      session.throwIfAborted();
      this.parts.log.info(`own presence: ${update.state} ${outcome.kind}`);
      return { before, after: await this.show(outcome, isOvertaken()) };
    } catch (error) {
      if (session.aborted) {
        this.unshown = undefined;
      } else if (!isOvertaken()) {
        this.rollBack();
      }
      throw error;
    }
  }

  /** The presence to fill a change in from: asked for anew when it may be an old one. */
  private async readBasis(change: PresenceChange): Promise<Presence | undefined> {
    const { known } = this.parts.store.own;
    const age = Date.now() - (known?.checkedAt ?? -Infinity);
    if (this.unshown) {
      return this.unshown.presence;
    }
    if (isWhole(change) || (age >= 0 && age <= rereadAfterMs)) {
      return known?.kind === 'known' ? known.presence : undefined;
    }
    return await this.parts.poller.readOwn();
  }

  /** Gives what Circuit says after a set, asked once more unless that was just done. */
  private async show(outcome: SetOutcome, isOvertaken: boolean): Promise<Presence> {
    if (outcome.kind === 'failed') {
      this.unshown = outcome.found ? { presence: outcome.found, setHere: false } : this.unshown;
      throw outcome.error;
    }
    const { answer, readBack } = outcome;
    this.unshown = isOvertaken ? { presence: answer, setHere: true } : undefined;
    if (isOvertaken) {
      return answer;
    }
    this.parts.store.applySet(answer);
    return readBack ? answer : await this.readBack(answer);
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

  private rollBack(): void {
    const { store } = this.parts;
    if (this.unshown?.setHere) {
      store.applySet(this.unshown.presence);
    } else {
      store.failSet();
      store.applyPoll(store.beginPoll(), this.unshown ? [this.unshown.presence] : []);
    }
    this.unshown = undefined;
  }
}
