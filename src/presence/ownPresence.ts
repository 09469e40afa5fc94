import * as l10n from '@vscode/l10n';
import { isCircuitError } from '../circuit/errors';
import type { Presence } from '../circuit/schemas';
import type { Logger } from '../log';
import { Refusal } from '../refusal';
import { createJoiningQueue } from './joiningQueue';
import type { Poller } from './poller';
import { samePresence } from './same';
import type { PresenceStore } from './store';
import { setSurely, type SetOutcome } from './sureSet';
import { completeWish, isWhole, joinChanges, restoringChange, type PresenceChange } from './wishes';

export type { PresenceChange };

const rereadAfterMs = 30_000;

/** Sets the signed-in person's presence. */
export interface OwnPresence {
  /**
   * Shows the wish as pending at once and gives what Circuit says in the end. Throws a
   * `CircuitError`, a `Refusal`, or the reason of the abort when the person signed out meanwhile.
   */
  set(change: PresenceChange): Promise<Presence>;
  /** Whether Circuit, as far as known, still shows what was set here last, and can go back. */
  canUndo(): boolean;
  /** Goes back to what was before, if Circuit still shows what was set here last. */
  undo(): Promise<Presence>;
}

interface Parts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly log: Logger;
}

interface Asked {
  readonly change: PresenceChange;
  readonly session: AbortSignal;
}

/** One wish at a time goes to Circuit; those that come meanwhile are joined into the next one. */
export function createOwnPresence(parts: Parts): OwnPresence {
  return new QueuedOwnPresence(parts);
}

class QueuedOwnPresence implements OwnPresence {
  private readonly parts: Parts;
  private readonly queue = createJoiningQueue<Asked, Presence>(joinAsked, (asked, isOvertaken) =>
    this.send(asked, isOvertaken),
  );
  /** What Circuit said and is not shown, because a newer wish was pending by then. */
  private unshown: { readonly presence: Presence; readonly setHere: boolean } | undefined;
  private last: { readonly before: Presence; readonly after: Presence } | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  set(change: PresenceChange): Promise<Presence> {
    this.showPending(change);
    return this.queue.add({ change, session: this.parts.poller.session });
  }

  canUndo(): boolean {
    const current = this.parts.store.own.pending ? undefined : this.known();
    return (
      this.last !== undefined &&
      current !== undefined &&
      samePresence(current, this.last.after) &&
      restoringChange(this.last.before, Date.now()) !== undefined
    );
  }

  async undo(): Promise<Presence> {
    if (this.canUndo()) {
      await this.parts.poller.readOwn();
    }
    const change = this.last && restoringChange(this.last.before, Date.now());
    if (!change || !this.canUndo()) {
      throw new Refusal(l10n.t('There is nothing to undo: your presence has changed since.'));
    }
    const answer = await this.set(change);
    this.last = undefined;
    return answer;
  }

  private known(): Presence | undefined {
    const { known } = this.parts.store.own;
    return known?.kind === 'known' ? known.presence : undefined;
  }

  /** Shows nothing as long as it cannot be told what the change will come to. */
  private showPending(change: PresenceChange): void {
    const base = this.parts.store.own.pending ?? this.known();
    if (!base && !change.state) {
      return;
    }
    try {
      this.parts.store.beginSet(completeWish(change, base, Date.now()));
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private async send({ change, session }: Asked, isOvertaken: () => boolean): Promise<Presence> {
    try {
      session.throwIfAborted();
      const before = await this.readBasis(change);
      const wish = completeWish(change, before, Date.now());
      if (!isOvertaken()) {
        this.parts.store.beginSet(wish);
      }
      const outcome = await setSurely(this.parts.poller, wish);
      session.throwIfAborted();
      this.parts.log.info(`own presence: ${wish.state} ${outcome.kind}`);
      const after = await this.show(outcome, isOvertaken());
      this.last = before && { before, after };
      return after;
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
    const age = Date.now() - (this.parts.store.own.known?.checkedAt ?? -Infinity);
    if (this.unshown) {
      return this.unshown.presence;
    }
    if (isWhole(change) || (age >= 0 && age <= rereadAfterMs)) {
      return this.known();
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

/** A wish of one account is never joined into one of another. */
function joinAsked(earlier: Asked, later: Asked): Asked {
  return earlier.session === later.session
    ? { ...later, change: joinChanges(earlier.change, later.change) }
    : later;
}
