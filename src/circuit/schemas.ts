import * as v from 'valibot';
import { flag, goodItems, id, instant, name, toName, toText, type Schema, text } from './fields';

/** The states in Circuit's documentation, and `UNKNOWN` for any other. */
export type PresenceState = 'AVAILABLE' | 'AWAY' | 'BUSY' | 'DND' | 'OFFLINE' | 'UNKNOWN';

/**
 * A person's presence as Circuit reports it. The location is deliberately dropped: it is never
 * kept.
 */
export interface Presence {
  readonly userId: string;
  readonly state: PresenceState;
  /** Plain text by that person; empty if there is none. */
  readonly statusMessage: string;
  /** The end of Do Not Disturb in epoch milliseconds, if Circuit sent a plausible one. */
  readonly dndUntil?: number | undefined;
  readonly mobile: boolean;
  /** Whether the person hides their presence, which is not the same as being offline. */
  readonly isOptedOut: boolean;
}

export interface User {
  readonly userId: string;
  /** Composed of the other names if Circuit left it out; empty if there are none. */
  readonly displayName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly emailAddress: string;
  /** Additional addresses, including secondary ones. */
  readonly emailAddresses: readonly string[];
  readonly phoneNumbers: readonly { readonly phoneNumber: string; readonly type: string }[];
  readonly jobTitle: string;
  readonly company: string;
  readonly department: string;
  /** For example `REGULAR`, `GUEST`, `BOT`; empty if not sent. */
  readonly userType: string;
  /** For example `ACTIVE`, `SUSPENDED`, `DELETED`; empty if not sent. */
  readonly userState: string;
}

/** A label of the signed-in person. Labels tag conversations, not people. */
export interface Label {
  readonly labelId: string;
  readonly value: string;
}

export interface SupportInfo {
  readonly supportEmailAddress: string;
  /** A number in the specification, a word in the vendor's SDK; kept as text. */
  readonly supportType: string;
}

const states: readonly string[] = ['AVAILABLE', 'AWAY', 'BUSY', 'DND', 'OFFLINE'];
const isKnownState = (state: string): state is PresenceState => states.includes(state);
const state = v.pipe(
  v.nullish(v.string(), 'UNKNOWN'),
  v.transform((told): PresenceState => (isKnownState(told) ? told : 'UNKNOWN')),
);

export const presenceSchema: Schema<Presence> = v.object({
  userId: id,
  state,
  statusMessage: text,
  dndUntil: v.optional(instant),
  mobile: flag,
  isOptedOut: flag,
});

/** Accepts a string, or an object with an address and a type. */
function readAddress(told: unknown): string | undefined {
  const address = isObject(told) && 'address' in told ? told.address : told;
  return typeof address === 'string' ? toText(address) : undefined;
}

function readPhone(told: unknown): User['phoneNumbers'][number] | undefined {
  return isObject(told) && 'phoneNumber' in told && typeof told.phoneNumber === 'string'
    ? {
        phoneNumber: toText(told.phoneNumber),
        type: toText('type' in told ? told.type : undefined),
      }
    : undefined;
}

function isObject(told: unknown): told is object {
  return typeof told === 'object' && told !== null;
}

export const userSchema: Schema<User> = v.pipe(
  v.object({
    userId: id,
    displayName: name,
    firstName: name,
    lastName: name,
    emailAddress: text,
    emailAddresses: goodItems(readAddress),
    secondaryEmailAddress: text,
    phoneNumber: text,
    phoneNumbers: goodItems(readPhone),
    jobTitle: text,
    company: text,
    department: text,
    userType: text,
    userState: text,
  }),
  v.transform(({ secondaryEmailAddress, phoneNumber, ...user }) => ({
    ...user,
    displayName: user.displayName || toName(`${user.firstName} ${user.lastName}`.trim()),
    emailAddresses: gather(user.emailAddress, [...user.emailAddresses, secondaryEmailAddress]),
    phoneNumbers:
      user.phoneNumbers.some(each => each.phoneNumber === phoneNumber) || !phoneNumber
        ? user.phoneNumbers
        : [{ phoneNumber, type: '' }, ...user.phoneNumbers],
  })),
);

/** The additional addresses, without duplicates and the primary one. */
function gather(primary: string, further: readonly string[]): string[] {
  return [...new Set(further)].filter(address => address !== '' && address !== primary);
}

export const labelSchema: Schema<Label> = v.object({
  labelId: v.pipe(v.string(), v.maxLength(4096)),
  value: v.pipe(v.string(), v.maxLength(4096)),
});

export const supportInfoSchema: Schema<SupportInfo> = v.object({
  supportEmailAddress: text,
  supportType: v.fallback(v.pipe(v.union([v.string(), v.number()]), v.transform(String)), ''),
});
