import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposables';
import { createPrivateFolder, type SharedFolder } from '../../base/sharedFolder';
import { NothingToDo, UserError } from '../../base/userError';
import { isCircuitError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import { presenceOf } from '../model';
import { completeUpdate, joinChanges, type PresenceChange } from '../presenceChange';
import { SetOrder } from '../shared/setOrder';
import { timesToLook } from '../shared/sets';
import { createJoiningQueue } from './joiningQueue';
import { type LaterSet, type NextUpdate, setUnlessChosen } from './laterSet';
import { SetGuard } from './setGuard';
import { type Asked, type Prepare, PresenceSetter, type PresenceSetterParts } from './setter';
import { Undo } from './undo';

export type { PresenceChange };

/** Sets the signed-in person's presence. */
export interface OwnPresence extends Disposable {
  /**
   * Shows the update as pending at once and gives what Circuit says in the end; undefined when a later
   * choice in another window took its place. Throws a `CircuitError`, a `UserError`, or the reason of
   * the abort when the person signed out meanwhile. With `prepare`, Circuit is asked what it shows first.
   */
  set(change: PresenceChange, prepare?: Prepare): Promise<Presence | undefined>;
  /** For when somebody begins to choose: asks what Circuit shows, so that the choice is one request. */
  lookAhead(): void;
  /** What undoing goes back to, if Circuit, as far as known, still shows what was set here last. */
  undoTarget(): Presence | undefined;
  /** Goes back to what was before, if Circuit still shows what was set here last. */
  undo(): Promise<Presence | undefined>;
  /**
   * Reads what Circuit shows, and sets what `next` makes of it, if anything: for what was chosen
   * earlier. Never comes after a newer choice in any window. Throws a `CircuitError`.
   */
  setUnlessChosen(next: NextUpdate): Promise<LaterSet>;
  /** When to ask Circuit whether an earlier set came after the last one, in epoch milliseconds. */
  timesToLook(): readonly number[];
}

/** What setting needs; the windows keep the order of what is chosen in files of `folder`. */
export interface OwnPresenceParts extends PresenceSetterParts {
  readonly folder: SharedFolder;
}

/**
 * One update at a time goes to Circuit from all windows, and the last one chosen last; those that come
 * meanwhile are joined into the next one.
 */
export function createOwnPresence(parts: OwnPresenceParts): OwnPresence {
  return new QueuedOwnPresence(parts);
}

class QueuedOwnPresence implements OwnPresence {
  private readonly parts: OwnPresenceParts;
  private readonly setter: PresenceSetter;
  private readonly guard: SetGuard;
  private readonly queue = createJoiningQueue<Asked, Presence | undefined>(
    joinAsked,
    (asked, isOvertaken) => this.send(asked, isOvertaken),
  );
  private sets = 0;
  private current: { readonly session: AbortSignal; readonly order: SetOrder } | undefined;
  private readonly undoing: Undo;

  constructor(parts: OwnPresenceParts) {
    this.parts = parts;
    this.undoing = new Undo(parts.store);
    this.setter = new PresenceSetter(parts);
    this.guard = new SetGuard({
      ...parts,
      order: () => this.order(),
      isBusy: () => this.sets > 0,
      takeOver: ({ number, change }) => void this.takeOver(number, change),
    });
  }

  async set(change: PresenceChange, prepare?: Prepare): Promise<Presence | undefined> {
    this.showPending(change);
    const order = this.order();
    return await this.add({ change, order, number: order.announce(change), prepare });
  }

  async setUnlessChosen(next: NextUpdate): Promise<LaterSet> {
    const { session } = this.parts.poller;
    const isBusy = () => this.sets > 0;
    const parts = { ...this.parts, order: this.order(), session, isBusy };
    const outcome = await setUnlessChosen(parts, next);
    if (outcome.kind === 'set') {
      this.undoing.continue(outcome.shown, outcome.answer);
    }
    return outcome;
  }

  lookAhead(): void {
    this.setter.lookAhead(this.order());
  }

  timesToLook(): readonly number[] {
    return this.current ? timesToLook(this.current.order.sets) : [];
  }

  dispose(): void {
    this.guard.dispose();
  }

  undoTarget(): Presence | undefined {
    return this.undoing.target;
  }

  async undo(): Promise<Presence | undefined> {
    if (this.undoing.change) {
      await this.parts.poller.readOwn();
    }
    const { change } = this.undoing;
    if (!change) {
      throw new NothingToDo(
        this.undoing.isEmpty
          ? l10n.t("There's nothing to undo.")
          : l10n.t("There's nothing to undo because your presence has changed since."),
      );
    }
    const answer = await this.set(change);
    this.undoing.remember(undefined);
    return answer;
  }

  /** Shows nothing as long as it cannot be told what the change will come to. */
  private showPending(change: PresenceChange): void {
    const { pending, known } = this.parts.store.own;
    const base = pending ?? presenceOf(known);
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

  private async add(asked: Omit<Asked, 'session'>): Promise<Presence | undefined> {
    this.sets += 1;
    try {
      return await this.queue.add({ ...asked, session: this.parts.poller.session });
    } finally {
      this.sets -= 1;
      this.guard.look();
    }
  }

  /** Nobody waits for what comes of it: that shows in the presence, or is told. */
  private async takeOver(number: number, change: PresenceChange): Promise<void> {
    const { log, tell, poller } = this.parts;
    const { session } = poller;
    try {
      await this.add({ change, order: this.order(), number: Promise.resolve(number) });
    } catch (error) {
      if (isCircuitError(error) || error instanceof UserError) {
        tell({ kind: 'notSet', reason: error.message });
      } else if (!session.aborted) {
        log.error(`own presence: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
  }

  private async send(asked: Asked, isOvertaken: () => boolean): Promise<Presence | undefined> {
    const sent = await this.setter.send(asked, isOvertaken);
    if (sent) {
      const { before, after } = sent;
      this.undoing.remember(before && { before, after });
    }
    return sent?.after;
  }

  /** The order of the account that is signed in; one of this window alone while nobody is. */
  private order(): SetOrder {
    const { poller, folder } = this.parts;
    const { session, account } = poller;
    if (this.current?.session !== session) {
      const order = account
        ? new SetOrder(folder, account)
        : new SetOrder(createPrivateFolder(), { tag: '', betweenWindows: false });
      this.current = { session, order };
    }
    return this.current.order;
  }
}

/** An update of one account is never joined into one of another. */
function joinAsked(earlier: Asked, later: Asked): Asked {
  return earlier.session === later.session
    ? { ...later, change: joinChanges(earlier.change, later.change) }
    : later;
}
