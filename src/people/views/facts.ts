import * as l10n from '@vscode/l10n';
import { isolate, plainMessage, toPlainText } from '../../base/plainText';
import { clockWords, type Moment } from '../../base/timeWords';
import type { User } from '../../circuit/schemas';
import type { Known } from '../../presence/model';
import { messageOf, nameOf, type Person, rowWords } from '../personText';

/** One fact about a person, as plain text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const phoneLimit = 32;
const addressLimit = 254;
/** How many telephone numbers and additional addresses are shown. */
const mostShown = 5;

/** The known facts about a person, without empty ones. */
export function listFacts(
  person: Person,
  user: User | undefined,
  known: Known | undefined,
  moment: Moment,
): readonly Fact[] {
  const fact = (label: string, value: string): Fact[] => (value ? [{ label, value }] : []);
  return [
    ...fact(l10n.t('Name'), nameOf(user ? { ...person, displayName: user.displayName } : person)),
    ...fact(l10n.t('Presence'), rowWords(known, moment)),
    ...fact(l10n.t('Message'), messageOf(known)),
    ...(user ? listDetails(user, fact) : []),
    // A time of day, not an age: VS Code caches a tooltip once it was shown.
    ...(known ? fact(l10n.t('Checked'), clockWords(known.checkedAt, moment)) : []),
  ];
}

/** The facts as lines of a tooltip. */
export function factLines(facts: readonly Fact[]): string {
  return facts.map(({ label, value }) => l10n.t('{0}: {1}', label, isolate(value))).join('\n');
}

function listDetails(user: User, fact: (label: string, value: string) => Fact[]): Fact[] {
  const secondary = user.emailAddresses.filter(address => address !== user.emailAddress);
  return [
    ...fact(l10n.t('Job title'), plainMessage(user.jobTitle)),
    ...fact(l10n.t('Department'), plainMessage(user.department)),
    ...fact(l10n.t('Company'), plainMessage(user.company)),
    ...fact(l10n.t('Email'), toPlainText(user.emailAddress, addressLimit)),
    ...secondary
      .slice(0, mostShown)
      .flatMap(address => fact(l10n.t('Other email'), toPlainText(address, addressLimit))),
    ...user.phoneNumbers
      .slice(0, mostShown)
      .flatMap(({ phoneNumber, type }) =>
        fact(phoneLabel(type), toPlainText(phoneNumber, phoneLimit)),
      ),
  ];
}

function phoneLabel(type: string): string {
  return type.toUpperCase() === 'MOBILE' ? l10n.t('Mobile') : l10n.t('Phone');
}
