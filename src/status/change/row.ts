import { MINUTE_MS, type Moment } from '../../base/timeWords';
import type { PresenceChange } from '../../presence/presenceChange';
import type { SavedStatus } from '../saved/savedStatus';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** What choosing a row does. Times that count from now are resolved when it is chosen. */
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

/** A row of a quick pick: its texts could hold codicons, so foreign text in them is escaped. */
export interface StatusRow {
  /** A codicon's id. Not part of the label: a screen reader would read it aloud. */
  readonly icon: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly act: RowAction;
  /** Its end was read from the clock, and is another one in another time zone. */
  readonly usesClock?: boolean;
  /** Stays whatever is typed. */
  readonly alwaysShow?: boolean;
  /** Heads the rows from this one on. */
  readonly group?: string;
  readonly buttons?: readonly RowButton[];
}

/** What a button on a row does with the status that the row sets; `forget` forgets all recent ones. */
export interface RowButton {
  readonly kind: 'pin' | 'pinToTop' | 'unpin' | 'rename' | 'forget';
  readonly status: SavedStatus;
}

/** What is typed comes first, so that Enter takes it; a mere word only after the rows that it finds. */
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

/** What choosing a row comes to, as text: the same for a length of time and for the end that it has. */
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

/** Whether a row sets the message and nothing else. */
export function isMessageRow({ act }: StatusRow): boolean {
  return act.kind === 'set' && act.change.state === undefined;
}
