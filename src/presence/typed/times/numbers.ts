import { readDigits, textAt, type Read, type TypedTokens } from './tokens';

/** Numbers as words in English and German. */
const WORDS = new Map<string, number>(
  [
    ['one', 'ein', 'eine', 'einer', 'einem', 'einen', 'eins', 'a', 'an', 'ne', 'ner'],
    ['two', 'zwei'],
    ['three', 'drei'],
    ['four', 'vier'],
    ['five', 'fünf', 'fuenf'],
    ['six', 'sechs'],
    ['seven', 'sieben'],
    ['eight', 'acht'],
    ['nine', 'neun'],
    ['ten', 'zehn'],
    ['eleven', 'elf'],
    ['twelve', 'zwölf', 'zwoelf'],
  ].flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])),
);
const ARTICLES = new Set(['a', 'an', 'ne', 'ner', 'ein', 'eine', 'einer', 'einem', 'einen']);
const TENS = new Map([
  ['fifteen', 15],
  ['fünfzehn', 15],
  ['twenty', 20],
  ['zwanzig', 20],
  ['thirty', 30],
  ['dreißig', 30],
  ['dreissig', 30],
  ['forty', 40],
  ['vierzig', 40],
  ['fifty', 50],
  ['fünfzig', 50],
  ['sixty', 60],
  ['sechzig', 60],
  ['ninety', 90],
  ['neunzig', 90],
]);
const HALVES = new Map([
  ['anderthalb', 1.5],
  ['eineinhalb', 1.5],
  ['zweieinhalb', 2.5],
  ['dreieinhalb', 3.5],
]);
const FRACTIONS = new Map([
  ['½', 0.5],
  ['¼', 0.25],
  ['¾', 0.75],
]);

/** `three` as an hour of the clock, and the `ein` of `ein Uhr`; `a` and `eine` are none. */
export function readHourWord(tokens: TypedTokens, at: number): number | undefined {
  const word = textAt(tokens, at);
  const isOne = word === 'ein' && textAt(tokens, at + 1) === 'uhr';
  return ARTICLES.has(word) && !isOne ? undefined : WORDS.get(word);
}

/** The number of a length: `2`, `1.5`, `1,5`, `.5`, `1½`, `1 1/2`, `two`, `forty-five`, `zweieinhalb`. */
export function readAmount(tokens: TypedTokens, at: number): Read<number> | undefined {
  return readSpoken(tokens, at) ?? readNumber(tokens, at);
}

function readSpoken(tokens: TypedTokens, at: number): Read<number> | undefined {
  const word = textAt(tokens, at);
  const tens = TENS.get(word);
  if (tens !== undefined) {
    const dash = textAt(tokens, at + 1) === '-' ? 1 : 0;
    const ones = readHourWord(tokens, at + 1 + dash);
    return ones === undefined || ones > 9
      ? { value: tens, next: at + 1 }
      : { value: tens + ones, next: at + 2 + dash };
  }
  const [, ones = '', ten = ''] = /^(\p{L}{3,6})und(\p{L}{5,8})$/u.exec(word) ?? [];
  const compound = (WORDS.get(ones) ?? NaN) + (TENS.get(ten) ?? NaN);
  const value = HALVES.get(word) ?? (Number.isNaN(compound) ? WORDS.get(word) : compound);
  return value === undefined ? undefined : withHalf(tokens, { value, next: at + 1 });
}

function readNumber(tokens: TypedTokens, at: number): Read<number> | undefined {
  const fraction = readFraction(tokens, at);
  if (fraction) {
    return fraction;
  }
  const digits = readDigits(tokens, at, 5);
  if (digits === undefined) {
    return undefined;
  }
  const value = Number(digits);
  const decimals = readDecimals(tokens, at + 1);
  if (decimals) {
    return { value: value + decimals.value, next: decimals.next };
  }
  const more = readFraction(tokens, at + 1);
  return more
    ? { value: value + more.value, next: more.next }
    : withHalf(tokens, { value, next: at + 1 });
}

/** `one and a half`. */
function withHalf(tokens: TypedTokens, { value, next }: Read<number>): Read<number> {
  const words = ['and', 'a', 'half'].every((word, index) => textAt(tokens, next + index) === word);
  return words ? { value: value + 0.5, next: next + 3 } : { value, next };
}

function readDecimals(tokens: TypedTokens, at: number): Read<number> | undefined {
  const digits = readDigits(tokens, at + 1, 2);
  const isPoint = textAt(tokens, at) === '.' || textAt(tokens, at) === ',';
  return isPoint && digits !== undefined && tokens[at]?.glued && tokens[at + 1]?.glued
    ? { value: Number(`0.${digits}`), next: at + 2 }
    : undefined;
}

function readFraction(tokens: TypedTokens, at: number): Read<number> | undefined {
  const sign = FRACTIONS.get(textAt(tokens, at));
  if (sign !== undefined) {
    return { value: sign, next: at + 1 };
  }
  const digits = readDigits(tokens, at + 1, 2);
  if (textAt(tokens, at) === '.' && digits !== undefined && tokens[at + 1]?.glued) {
    return { value: Number(`0.${digits}`), next: at + 2 };
  }
  const [over, slash, under] = [0, 1, 2].map(each => textAt(tokens, at + each));
  const value = slash === '/' ? FRACTIONS_WRITTEN.get(`${over ?? ''}/${under ?? ''}`) : undefined;
  return value === undefined ? undefined : { value, next: at + 3 };
}

const FRACTIONS_WRITTEN = new Map([
  ['1/2', 0.5],
  ['1/4', 0.25],
  ['3/4', 0.75],
]);
