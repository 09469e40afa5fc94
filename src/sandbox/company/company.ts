import { hash, uuidOf } from '../random';
import type { WireLabel, WireUser } from '../wire';
import { type Office, type StaffRow, staff, type Trait } from './staff';

/** A person of the company: what Circuit tells about them, and what makes their day. */
export interface Employee {
  readonly user: WireUser;
  readonly office: Office;
  readonly traits: readonly Trait[];
}

/** The made-up company; the same seed gives the same one, ids included. */
export interface Company {
  readonly name: string;
  readonly supportEmailAddress: string;
  readonly people: readonly [Employee, ...Employee[]];
  /** Labels of the signed-in person's conversations. */
  readonly labels: readonly WireLabel[];
}

const name = 'Tidewick Instruments';
const domain = 'tidewick.example';
const labelValues = [
  'Architecture',
  'Customer escalations',
  'Follow up',
  'Hiring',
  'On call',
  'Release 4.2',
  'Team lunch',
];

/** Builds the company of a seed. */
export function createCompany(seed: string): Company {
  const [first, ...others] = staff;
  return {
    name,
    supportEmailAddress: `support@${domain}`,
    people: [personOf(seed, first), ...others.map(row => personOf(seed, row))],
    labels: labelValues.map(value => ({ labelId: uuidOf(`${seed} label ${value}`), value })),
  };
}

function personOf(seed: string, row: StaffRow): Employee {
  const [firstName, lastName, department, jobTitle, office, ...traits] = row;
  const guest = traits.includes('guest');
  const handle = `${plainLetters(firstName)}.${plainLetters(lastName)}`;
  const emailAddress = `${handle}@${guest ? 'example.org' : domain}`;
  const userId = uuidOf(`${seed} ${emailAddress}`);
  const user: WireUser = {
    userId,
    displayName: `${firstName} ${lastName}`,
    firstName,
    lastName,
    emailAddress,
    ...secondaryAddress(handle, traits),
    ...(traits.includes('noPhone') ? {} : phones(userId, office, traits)),
    jobTitle,
    company: guest ? 'Abernathy Consulting' : name,
    ...(department && { department }),
    locale: 'EN_US',
    ...(hash(userId) % 3 === 0 ? {} : avatars(userId)),
    primaryTenantId: uuidOf(`${seed} tenant`),
    userType: guest ? 'GUEST' : traits.includes('bot') ? 'BOT' : 'REGULAR',
    userState: traits.includes('suspended') ? 'SUSPENDED' : 'ACTIVE',
  };
  return { user, office, traits };
}

function secondaryAddress(handle: string, traits: readonly Trait[]): Partial<WireUser> {
  if (!traits.includes('secondaryEmail')) {
    return {};
  }
  const address = `${handle}@example.com`;
  return { secondaryEmailAddress: address, emailAddresses: [{ address, type: 'OTHER' }] };
}

function phones(userId: string, office: Office, traits: readonly Trait[]): Partial<WireUser> {
  const phoneNumber = numberFor(`${userId} work`, office);
  const work = { phoneNumber, type: 'WORK' };
  const mobile = { phoneNumber: numberFor(`${userId} mobile`, office), type: 'MOBILE' };
  return { phoneNumber, phoneNumbers: traits.includes('mobile') ? [work, mobile] : [work] };
}

function numberFor(text: string, office: Office): string {
  let digit = 0;
  return office.phonePattern.replace(/#/g, () => String(hash(`${text} ${digit++}`) % 10));
}

function avatars(userId: string): Partial<WireUser> {
  return { avatar: uuidOf(`${userId} small`), avatarLarge: uuidOf(`${userId} large`) };
}

/** `Ní Bhriain` as it stands in an e-mail address: `nibhriain`. */
function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/þ/g, 'th')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[^a-z-]/g, '');
}
