import * as v from 'valibot';
import { flag, goodItems, id, instant, name, toName, toText, type Schema, text } from './fields';

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
  /** Made up of the other names when Circuit left it out; empty when it told none. */
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

/** As text, or inside an object with its type. */
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

/** The further addresses once each, without the primary one. */
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
