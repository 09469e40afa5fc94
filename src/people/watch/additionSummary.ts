import * as l10n from '@vscode/l10n';
import type { LookUp } from '../../circuit/lookUpUsers';
import type { User } from '../../circuit/schemas';
import { noAddressWords, type NoAddressReason } from './noAddress';
import type { Addresses } from './parseAddresses';
import { watchCap } from './watchListData';
import type { Addition } from './watchListEdits';

export type AdditionOutcome = 'missing' | 'invalid' | 'noRoom' | 'already' | 'added';

/** The outcome for one address. Its texts are not yet plain. */
export interface SummaryLine {
  readonly outcome: AdditionOutcome;
  readonly address: string;
  readonly name: string;
  /** The reason if it is `invalid`. */
  readonly reason?: NoAddressReason;
}

/** The outcomes of adding many, failures first. */
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

/** The outcome in words. */
export function outcomeWords({ outcome, reason }: SummaryLine): string {
  switch (outcome) {
    case 'missing':
      return l10n.t('Not found in Circuit');
    case 'invalid':
      return noAddressWords(reason ?? 'otherSigns');
    case 'noRoom':
      return l10n.t("Not added: you're already watching {0} people", watchCap);
    case 'already':
      return l10n.t('Already watching');
    case 'added':
      return l10n.t('Now watching');
  }
}

/** The summary in one line, such as `Addresses added: 3 of 5`, with the number of duplicates. */
export function summaryTitle(
  lines: readonly SummaryLine[],
  { duplicates, beyond }: Addresses,
): string {
  const added = lines.filter(({ outcome }) => outcome === 'added').length;
  if (beyond > 0) {
    return l10n.t('Addresses added: {0} of {1}; not looked up: {2}', added, lines.length, beyond);
  }
  return duplicates > 0
    ? l10n.t('Addresses added: {0} of {1}; duplicates: {2}', added, lines.length, duplicates)
    : l10n.t('Addresses added: {0} of {1}', added, lines.length);
}

const outcomes: readonly AdditionOutcome[] = ['missing', 'invalid', 'noRoom', 'already', 'added'];
