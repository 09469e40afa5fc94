import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import type { Presence } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';
import {
  type Dated,
  hasEnded,
  isLongAwaited,
  isOlder,
  isOvertaken,
  sameConnection,
  sameKnown,
} from './equality';
import {
  type Cause,
  type Connection,
  type Known,
  knownFrom,
  type OwnState,
  type PollTicket,
  type UntilEvent,
} from './model';

export type { Cause, Connection, Known, OwnState, PollTicket };

/** All known presence. The only place where it changes. */
export class PresenceStore implements Disposable {
  private readonly changes = new Emitter<ReadonlySet<string>>();
  /** The ids whose presence changed, or was polled again after a long time. */
  readonly onDidChange = this.changes.event;
  private readonly connections = new Emitter<Connection>();
  readonly onDidChangeConnection = this.connections.event;

  private readonly now: () => number;
  private readonly people = new Map<string, Dated & { readonly known: Known }>();
  private link: Connection = { kind: 'signedOut' };
  private pending: PresenceUpdate | undefined;
  private cause: Cause = { kind: 'unknown' };
  private isAlone = false;
  private until: UntilEvent | undefined;
  private epoch = 0;
  private order = 0;
  private settledAt = -Infinity;
  private forgottenOrder = 0;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  get connection(): Connection {
    return this.link;
  }

  setConnection(connection: Connection): void {
    if (!sameConnection(this.link, connection)) {
      this.link = connection;
      this.connections.fire(connection);
    }
  }

  /** Sets whether this window is cut off from other windows. */
  setAlone(isAlone: boolean): void {
    if (this.isAlone !== isAlone) {
      this.isAlone = isAlone;
      this.fireOwn();
    }
  }

  /** Calls `listener` when the signed-in person's presence changes, or what is told about it. */
  onDidChangeOwn(listener: () => void): Disposable {
    return this.onDidChange(ids => {
      if (ids.has(this.ownId ?? '')) {
        listener();
      }
    });
  }

  /** Says what the user's presence lasts until, if it is not a time. */
  setUntil(until: UntilEvent | undefined): void {
    if (JSON.stringify(this.until) !== JSON.stringify(until)) {
      this.until = until;
      this.fireOwn();
    }
  }

  get ownId(): string | undefined {
    return 'me' in this.link ? this.link.me?.userId : undefined;
  }

  get own(): OwnState {
    const known = this.ownId === undefined ? undefined : this.get(this.ownId);
    const { pending, cause, until } = this;
    return {
      known,
      pending,
      cause,
      ...(until && { until }),
      ...(this.isAlone && { isAlone: true }),
    };
  }

  get(userId: string): Known | undefined {
    return this.people.get(userId)?.known;
  }

  beginPoll(): PollTicket {
    return { epoch: this.epoch, order: ++this.order, begunAt: this.now() };
  }

  /**
   * Applies a poll; the user's own entry only if no set began or ended since `ticket`. `checkedAt`
   * is when the answers were requested (epoch milliseconds), by default when the ticket was taken;
   * another window's answers may be older than this store's data.
   */
  applyPoll(
    ticket: PollTicket,
    presences: readonly Presence[],
    unknownIds: readonly string[] = [],
    checkedAt = ticket.begunAt,
  ): void {
    const changed = new Set<string>();
    for (const [id, known] of knownFrom(presences, unknownIds, checkedAt)) {
      if (this.isNews(id, ticket, checkedAt) && this.keep(id, known, ticket.order)) {
        changed.add(id);
      }
    }
    this.fire(changed);
  }

  /** Shows `update` as pending until `applySet` or `failSet`. */
  beginSet(update: PresenceUpdate): void {
    this.epoch += 1;
    this.pending = update;
    this.fireOwn();
  }

  applySet(answer: Presence): void {
    const at = this.now();
    this.endSet(at);
    this.people.set(answer.userId, {
      known: { kind: 'known', presence: answer, checkedAt: at },
      checkedAt: at,
      order: ++this.order,
    });
    this.cause = { kind: 'setHere', at };
    this.fire(new Set([answer.userId]));
  }

  failSet(): void {
    this.endSet(this.now());
    this.fireOwn();
  }

  /** Forgets everybody, at sign-out and on a change of account. */
  clear(): void {
    const forgotten = new Set(this.people.keys());
    this.people.clear();
    this.endSet(-Infinity);
    this.cause = { kind: 'unknown' };
    this.until = undefined;
    this.forgottenOrder = this.order;
    this.fire(forgotten);
  }

  dispose(): void {
    this.changes.dispose();
    this.connections.dispose();
  }

  private isNews(id: string, ticket: PollTicket, checkedAt: number): boolean {
    const now = this.now();
    if (ticket.order <= this.forgottenOrder) {
      return false;
    }
    if (isOvertaken({ checkedAt, order: ticket.order }, this.people.get(id), now)) {
      return false;
    }
    return (
      id !== this.ownId ||
      (this.pending === undefined &&
        ticket.epoch === this.epoch &&
        !isOlder(checkedAt, this.settledAt, now))
    );
  }

  private keep(id: string, known: Known, order: number): boolean {
    const before = this.people.get(id)?.known;
    this.people.set(id, { known, checkedAt: known.checkedAt, order });
    if (sameKnown(before, known)) {
      return before !== undefined && isLongAwaited(before, known.checkedAt);
    }
    if (id === this.ownId && before) {
      // Do Not Disturb ended by itself; nobody changed it.
      this.cause = { kind: hasEnded(before, this.now()) ? 'unknown' : 'elsewhere' };
    }
    return true;
  }

  private endSet(settledAt: number): void {
    this.epoch += 1;
    this.pending = undefined;
    this.settledAt = settledAt;
  }

  private fireOwn(): void {
    this.fire(new Set(this.ownId === undefined ? [] : [this.ownId]));
  }

  private fire(changed: ReadonlySet<string>): void {
    if (changed.size > 0) {
      this.changes.fire(changed);
    }
  }
}
