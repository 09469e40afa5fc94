import * as l10n from '@vscode/l10n';

/** A word with an `@` that cannot be looked up. */
export interface NoAddress {
  readonly text: string;
  readonly reason: NoAddressReason;
}

export type NoAddressReason =
  'noName' | 'noDomain' | 'severalAts' | 'tooLong' | 'otherLetters' | 'otherSigns';

const longestAddress = 254;

/** Why `word` is not an address; to be called only for such words. */
export function whyNoAddress(word: string): NoAddressReason {
  const [name = '', domain = '', ...more] = word.split('@', 3);
  if (more.length > 0) {
    return 'severalAts';
  }
  if (name === '') {
    return 'noName';
  }
  if (!/^[^.]+(\.[^.]+)+$/.test(domain)) {
    return 'noDomain';
  }
  if (word.length > longestAddress) {
    return 'tooLong';
  }
  return /[^\x00-\x7f]/.test(word) ? 'otherLetters' : 'otherSigns';
}

/** The reason as a sentence. */
export function noAddressWords(reason: NoAddressReason): string {
  switch (reason) {
    case 'noName':
      return l10n.t('No name before the @');
    case 'noDomain':
      return l10n.t('No complete domain after the @');
    case 'severalAts':
      return l10n.t('More than one @');
    case 'tooLong':
      return l10n.t('Too long for an email address');
    case 'otherLetters':
      return l10n.t('Circuit supports only the letters a to z');
    case 'otherSigns':
      return l10n.t("Contains characters Circuit doesn't support");
  }
}
