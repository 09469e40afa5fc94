import { MINUTE_MS, type Moment } from '../../base/timeWords';
import type { PresenceChange } from '../../presence/presenceChange';
import type { SavedStatus } from '../saved/savedStatus';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** What choosing a row does. Durations are resolved when it is chosen. */
export type RowAction =
  | { readonly kind: 'set'; readonly change: PresenceChange }
  | {
      readonly kind: 'dndFor';
      readonly minutes: number;
      readonly statusMessage?: string | undefined;
      /** Whether the message is cleared when it ends. */
      readonly clearsMessage?: boolean;
    }
  /** Lasts until something happens. */
  | { readonly kind: 'until'; readonly end: AwaitedEnd; readonly change: PresenceChange }
  /** Ends what lasts until something happens, and goes back to what was before. */
  | { readonly kind: 'endNow'; readonly change: PresenceChange }
  /** Asks how long Do Not Disturb is to last; ends it; asks in which time zone the person is. */
  | { readonly kind: 'chooseLength' | 'endDnd' | 'chooseZone' }
  | { readonly kind: 'undo' | 'writeMessage' | 'writeMessageForDnd' | 'account' | 'nothing' };

/** A row of a quick pick. Its texts may contain icons, so untrusted text is escaped. */
export interface StatusRow {
  /** An icon id. Not part of the label, where a screen reader would read it aloud. */
  readonly icon: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly act: RowAction;
  /** Its end is a clock time, which depends on the time zone. */
  readonly usesClock?: boolean;
  /** Shown whatever is typed. */
  readonly alwaysShow?: boolean;
  /** The heading above this row. */
  readonly group?: string;
  readonly buttons?: readonly RowButton[];
}

/** What a button on a row does with the status that the row sets; `forget` forgets all recent ones. */
export interface RowButton {
  readonly kind: 'pin' | 'pinToTop' | 'unpin' | 'rename' | 'forget';
  readonly status: SavedStatus;
}

/**
 * Puts the typed text first, so that Enter takes it; a single word comes after the rows that match
 * it.
 */
export function withTyped(
  live: readonly StatusRow[],
  rows: readonly StatusRow[],
  typed: string,
  { now }: Moment,
): StatusRow[] {
  const effects = new Set(live.map(({ act }) => effectOf(act, now)));
  const others = rows.filter(({ act }) => !effects.has(effectOf(act, now)));
  const [first, ...more] = live;
  if (!first || more.length > 0 || !isMessageRow(first)) {
    return [...live, ...others];
  }
  const finds = ({ label }: StatusRow) => label.toLowerCase().includes(typed.trim().toLowerCase());
  return [...others.filter(finds), first, ...others.filter(row => !finds(row))];
}

/** The effect of a row as text, the same for a duration and for the end it leads to. */
function effectOf(act: RowAction, now: number): string {
  if (act.kind === 'until' || (act.kind === 'dndFor' && act.clearsMessage)) {
    return JSON.stringify(act);
  }
  if (act.kind !== 'set' && act.kind !== 'dndFor') {
    return act.kind;
  }
  const { state, dndUntil, statusMessage }: PresenceChange =
    act.kind === 'set'
      ? act.change
      : { state: 'DND', dndUntil: now + act.minutes * MINUTE_MS, statusMessage: act.statusMessage };
  return JSON.stringify([state, dndUntil, statusMessage]);
}

/** Whether a row only sets the message. */
export function isMessageRow({ act }: StatusRow): boolean {
  return act.kind === 'set' && act.change.state === undefined;
}
