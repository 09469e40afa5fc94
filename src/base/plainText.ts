/** The most graphemes of a name that are shown. */
export const NAME_LIMIT = 64;
export const MESSAGE_LIMIT = 255;

const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/**
 * Bidi overrides, zero-width and private-use characters, lone surrogates and blank letters; not the
 * tag sequences in the flags of England, Scotland and Wales, and not joiners, which are handled
 * separately.
 */
const INVISIBLE =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,8}\u{E007F})|(?![\u200C\u200D])[\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** Scripts that use joiners in names: one is kept after a letter or mark of theirs. */
const JOINED =
  '[[\\p{L}\\p{M}]&&[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mand}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Phag}\\p{scx=Adlm}\\p{scx=Rohg}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Bali}\\p{scx=Java}\\p{scx=Tibt}]]';
const EMOJI_BEFORE = '\\p{Extended_Pictographic}\\uFE0F?|\\p{Emoji_Modifier}|\\p{RI}|\\u{E007F}';
/** Those that belong, in those scripts and between emoji (families), are captured. */
const JOINER = `((?<=${JOINED})[\\u200C\\u200D]|(?<=${EMOJI_BEFORE})\\u200D(?=\\p{Extended_Pictographic}))|[\\u200C\\u200D]`;
const HAS_JOINER = /[\u200C\u200D]/;
const BLANK = /^[\p{Default_Ignorable_Code_Point}\s]*$/u;
const MARKS = /(\p{M}{8})\p{M}+/gu;
const SPACES = /\s+/g;
/** No real grapheme needs more code units than this; the rest of a text is never looked at. */
const UNITS_PER_GRAPHEME = 16;

/**
 * Other people's text as one line without control, bidi and invisible characters, at most `limit`
 * graphemes long, the last of which is `…` if something was cut. A megabyte takes no longer than a
 * page.
 */
export function toPlainText(text: string, limit: number): string {
  const seen = text.slice(0, limit * UNITS_PER_GRAPHEME);
  const visible = seen.replace(LINE_BREAKING, ' ').replace(INVISIBLE, '$1');
  const plain = withoutStrayJoiners(visible).replace(MARKS, '$1').replace(SPACES, ' ').trim();
  return BLANK.test(plain) ? '' : cap(plain, limit, text.length > seen.length);
}

export function plainName(text: string): string {
  return toPlainText(text, NAME_LIMIT);
}

export function plainMessage(text: string): string {
  return toPlainText(text, MESSAGE_LIMIT);
}

/** Whether Circuit's clients would show the whole message: 255 characters as a person counts. */
export function fitsMessage(text: string): boolean {
  const isShort = text.length <= MESSAGE_LIMIT * UNITS_PER_GRAPHEME;
  return isShort && [...new Intl.Segmenter().segment(text)].length <= MESSAGE_LIMIT;
}

/** For labels that render icons: keeps `$(check)` as text. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}

/**
 * For notifications and tooltips: keeps `[x](command:y)`, web and email addresses from becoming
 * links.
 */
export function escapeLinks(text: string): string {
  return text
    .replaceAll('](', ']\u200B(')
    .replace(/(command|mailto|xmpp|www|:)(?=[:.]|\/\/)/gi, '$1\u200B')
    .replaceAll('@', '@\u200B');
}

/** Scripts written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** For a name or message inside a sentence: its writing direction does not affect the rest. */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

let joiners: RegExp | undefined;

/** Builds its expression at the first joiner: that takes as long as loading all other modules. */
function withoutStrayJoiners(text: string): string {
  if (!HAS_JOINER.test(text)) {
    return text;
  }
  joiners ??= new RegExp(JOINER, 'gv');
  return text.replace(joiners, '$1');
}

function cap(text: string, limit: number, wasCut: boolean): string {
  if (text.length <= limit && !wasCut) {
    return text;
  }
  const starts: number[] = [];
  for (const { index } of new Intl.Segmenter().segment(text)) {
    starts.push(index);
    if (starts.length > limit) {
      break;
    }
  }
  if (starts.length <= limit && !wasCut) {
    return text;
  }
  return text.slice(0, starts[limit - 1] ?? text.length).trimEnd() + '…';
}
