/** States Circuit's documentation names, and `UNKNOWN` for any it does not. */
export type PresenceState = 'AVAILABLE' | 'AWAY' | 'BUSY' | 'DND' | 'OFFLINE' | 'UNKNOWN';

/** A person's presence as Circuit told it. Location is left out on purpose: it is never kept. */
export interface Presence {
  readonly userId: string;
  readonly state: PresenceState;
  /** Plain text of that person's; empty when there is none. */
  readonly statusMessage: string;
  /** End of Do Not Disturb in epoch milliseconds, when Circuit told a believable one. */
  readonly dndUntil?: number | undefined;
  readonly mobile: boolean;
  /** The person hides their presence: hidden, which is not the same as offline. */
  readonly isOptedOut: boolean;
}

export interface User {
  readonly userId: string;
  readonly displayName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly emailAddress: string;
  /** Further addresses, secondary ones included. */
  readonly emailAddresses: readonly string[];
  readonly phoneNumbers: readonly { readonly phoneNumber: string; readonly type: string }[];
  readonly jobTitle: string;
  readonly company: string;
  readonly department: string;
  /** E.g. `REGULAR`, `GUEST`, `BOT`; empty when not told. */
  readonly userType: string;
  /** E.g. `ACTIVE`, `SUSPENDED`, `DELETED`; empty when not told. */
  readonly userState: string;
}

/** A label of the signed-in person's. Labels tag conversations, not people. */
export interface Label {
  readonly labelId: string;
  readonly value: string;
}

export interface SupportInfo {
  readonly supportEmailAddress: string;
  /** A number by the specification, a word by the vendor's SDK; kept as text. */
  readonly supportType: string;
}
