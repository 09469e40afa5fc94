import * as l10n from '@vscode/l10n';
import type { LookUp } from '../../circuit/lookUpUsers';
import type { User } from '../../circuit/schemas';
import { noAddressWords, type NoAddressReason } from './noAddress';
import type { Addresses } from './parseAddresses';
import { watchCap } from './watchListData';
import type { Addition } from './watchListEdits';

export type AdditionOutcome = 'missing' | 'invalid' | 'noRoom' | 'already' | 'added';

/** What came of one address. Its texts are as they came: to be made plain before they are shown. */
export interface SummaryLine {
  readonly outcome: AdditionOutcome;
  readonly address: string;
  readonly name: string;
  /** Why it is `invalid`. */
  readonly reason?: NoAddressReason;
}

/** What came of adding many: what did not work first. */
export function summarize(
  { addresses, invalid }: Addresses,
  { found }: LookUp,
  { noRoom, already }: Addition,
): readonly SummaryLine[] {
  const left = new Set(noRoom.map(({ userId }) => userId));
  const known = new Set(already.map(({ userId }) => userId));
  const outcomeOf = (user: User | undefined): AdditionOutcome => {
    if (user === undefined) {
      return 'missing';
    }
    if (left.has(user.userId)) {
      return 'noRoom';
    }
    return known.has(user.userId) ? 'already' : 'added';
  };
  const lines = [
    ...invalid.map(({ text, reason }): SummaryLine => {
      return { outcome: 'invalid', address: text, name: '', reason };
    }),
    ...addresses.map((address): SummaryLine => {
      const user = found.get(address);
      return { outcome: outcomeOf(user), address, name: user?.displayName ?? '' };
    }),
  ];
  return lines.toSorted((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
}

/** Why an address ended up where it did. */
export function outcomeWords({ outcome, reason }: SummaryLine): string {
  switch (outcome) {
    case 'missing':
      return l10n.t('Circuit does not know this address');
    case 'invalid':
      return noAddressWords(reason ?? 'otherSigns');
    case 'noRoom':
      return l10n.t('No room: you watch {0} people already', watchCap);
    case 'already':
      return l10n.t('Watched already');
    case 'added':
      return l10n.t('Watched from now on');
  }
}

/** The whole in one line, e.g. `Addresses added: 3 of 5`, and what the text had more than once. */
export function summaryTitle(
  lines: readonly SummaryLine[],
  { duplicates, beyond }: Addresses,
): string {
  const added = lines.filter(({ outcome }) => outcome === 'added').length;
  if (beyond > 0) {
    return l10n.t('Addresses added: {0} of {1}; not looked up: {2}', added, lines.length, beyond);
  }
  return duplicates > 0
    ? l10n.t('Addresses added: {0} of {1}; repeated: {2}', added, lines.length, duplicates)
    : l10n.t('Addresses added: {0} of {1}', added, lines.length);
}

const outcomes: readonly AdditionOutcome[] = ['missing', 'invalid', 'noRoom', 'already', 'added'];
