import { hash, uuidOf } from '../random';
import type { WireLabel, WireUser } from '../wire';
import { type Office, type StaffRow, staff, type Trait } from './staff';

/** An employee: what Circuit reports about them, and what determines their working day. */
export interface Employee {
  readonly user: WireUser;
  readonly office: Office;
  readonly traits: readonly Trait[];
}

/** The fictional company; the same seed gives the same company, including ids. */
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

/** Creates the company for a seed. */
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
  const [firstName, lastName, , , office, ...traits] = row;
  const handle = `${plainLetters(firstName)}.${plainLetters(lastName)}`;
  const mailbox = traits.includes('plusAddress') ? `${handle}+care` : handle;
  const emailAddress = `${mailbox}@${traits.includes('guest') ? 'example.org' : domain}`;
  const userId = uuidOf(`${seed} ${emailAddress}`);
  const user: WireUser = {
    userId,
    displayName: `${firstName} ${lastName}`,
    firstName,
    lastName,
    emailAddress,
    ...secondaryAddress(handle, traits),
    ...(traits.includes('sparse') ? {} : details(seed, userId, row)),
    userType: typeOf(traits),
    userState: stateOf(traits),
  };
  return { user, office, traits };
}

/** All the fields that Circuit may leave out. */
function details(seed: string, userId: string, row: StaffRow): Partial<WireUser> {
  const [, , department, jobTitle, office, ...traits] = row;
  const ownTenant = uuidOf(`${seed} tenant`);
  const tenants = traits.includes('otherTenant')
    ? { primaryTenantId: uuidOf(`${seed} other tenant`), secondaryTenantId: ownTenant }
    : { primaryTenantId: ownTenant };
  return {
    ...(traits.includes('noPhone') ? {} : phones(userId, office, traits)),
    jobTitle,
    company: traits.includes('guest') ? 'Abernathy Consulting' : name,
    ...(department && { department }),
    // The specification writes `en-US`, the SDK and people's own profiles `EN_US`.
    locale: hash(`${userId} locale`) % 2 === 0 ? 'EN_US' : 'en-US',
    ...avatars(userId),
    ...tenants,
  };
}

function typeOf(traits: readonly Trait[]): string {
  const types = { guest: 'GUEST', sessionGuest: 'SESSION_GUEST', bot: 'BOT' } as const;
  const special = (['guest', 'sessionGuest', 'bot'] as const).find(each => traits.includes(each));
  return special ? types[special] : 'REGULAR';
}

function stateOf(traits: readonly Trait[]): string {
  const states = { suspended: 'SUSPENDED', deleted: 'DELETED' } as const;
  const special = (['suspended', 'deleted'] as const).find(each => traits.includes(each));
  return special ? states[special] : 'ACTIVE';
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

/** No picture, or two: the specification has URLs, while answers seen had file ids. */
function avatars(userId: string): Partial<WireUser> {
  const [small, large] = [uuidOf(`${userId} small`), uuidOf(`${userId} large`)];
  const address = (kind: string, id: string) =>
    `https://${domain}/fileapi/${userId}_${kind}.jpg?fileid=${id}`;
  switch (hash(userId) % 3) {
    case 0:
      return {};
    case 1:
      return { avatar: small, avatarLarge: large };
    default:
      return { avatar: address('s', small), avatarLarge: address('b', large) };
  }
}

/** `Ní Bhriain` as in an email address: `nibhriain`. */
function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/þ/g, 'th')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[^a-z-]/g, '');
}
