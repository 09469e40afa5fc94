import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';
import type { Presence } from '../circuit/schemas';
import { samePresence } from './equality';
import { createJoiningQueue } from './joiningQueue';
import {
  completeUpdate,
  joinChanges,
  type PresenceChange,
  restoringChange,
} from './presenceChange';
import { type Asked, PresenceSetter, type PresenceSetterParts } from './setter';

export type { PresenceChange };

/** Sets the signed-in person's presence. */
export interface OwnPresence {
  /**
   * Shows the update as pending at once and gives what Circuit says in the end. Throws a
   * `CircuitError`, a `UserError`, or the reason of the abort when the person signed out meanwhile.
   */
  set(change: PresenceChange): Promise<Presence>;
  /** Whether Circuit, as far as known, still shows what was set here last, and can go back. */
  canUndo(): boolean;
  /** Goes back to what was before, if Circuit still shows what was set here last. */
  undo(): Promise<Presence>;
}

/** One update at a time goes to Circuit; those that come meanwhile are joined into the next one. */
export function createOwnPresence(parts: PresenceSetterParts): OwnPresence {
  return new QueuedOwnPresence(parts);
}

class QueuedOwnPresence implements OwnPresence {
  private readonly parts: PresenceSetterParts;
  private readonly setter: PresenceSetter;
  private readonly queue = createJoiningQueue<Asked, Presence>(joinAsked, (asked, isOvertaken) =>
    this.send(asked, isOvertaken),
  );
  private last: { readonly before: Presence; readonly after: Presence } | undefined;

  constructor(parts: PresenceSetterParts) {
    this.parts = parts;
    this.setter = new PresenceSetter(parts);
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
      throw new UserError(l10n.t('There is nothing to undo: your presence has changed since.'));
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
      this.parts.store.beginSet(completeUpdate(change, base, Date.now()));
    } catch (error) {
      if (!(error instanceof UserError)) {
        throw error;
      }
    }
  }

  private async send(asked: Asked, isOvertaken: () => boolean): Promise<Presence> {
    const { before, after } = await this.setter.send(asked, isOvertaken);
    this.last = before && { before, after };
    return after;
  }
}

/** An update of one account is never joined into one of another. */
function joinAsked(earlier: Asked, later: Asked): Asked {
  return earlier.session === later.session
    ? { ...later, change: joinChanges(earlier.change, later.change) }
    : later;
}
