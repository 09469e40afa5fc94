import type { PresenceChange } from '../../presence/presenceChange';

/** What choosing a row does. Times that count from now are resolved when it is chosen. */
export type RowAction =
  | { readonly kind: 'set'; readonly change: PresenceChange }
  | {
      readonly kind: 'dndFor';
      readonly minutes: number;
      readonly statusMessage?: string | undefined;
    }
  /** Asks how long Do Not Disturb is to last; ends it; asks in which time zone the person is. */
  | { readonly kind: 'chooseLength' | 'endDnd' | 'chooseZone' }
  | { readonly kind: 'undo' | 'writeMessage' | 'account' | 'nothing' };

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
  /** Has the button that forgets the recent ones. */
  readonly forgettable?: boolean;
}
