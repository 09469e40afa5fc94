/** Most graphemes of a name, and of a status message, that are ever shown. */
export const NAME_LIMIT = 64;
export const MESSAGE_LIMIT = 255;

const LINE_BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Bidi overrides, zero-width and private-use characters, lone surrogates, blank letters. */
const INVISIBLE = /(?!\u200D)[\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** A zero-width joiner is kept only where it joins emoji, e.g. those of a family. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
const MARKS = /(\p{M}{8})\p{M}+/gu;
const SPACES = /\s+/g;
/** No text needs more code units than this for one grapheme; the rest is never looked at. */
const UNITS_PER_GRAPHEME = 16;

/**
 * Text of other people's as one line without control, bidi and invisible characters, at most
 * `limit` graphemes long, the last of which is `…` when something was left out. Takes as long for
 * a megabyte as for a page.
 */
export function toPlainText(text: string, limit: number): string {
  const seen = text.slice(0, limit * UNITS_PER_GRAPHEME);
  const plain = seen
    .replace(LINE_BREAKING, ' ')
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .replace(MARKS, '$1')
    .replace(SPACES, ' ')
    .trim();
  return cap(plain, limit, text.length > seen.length);
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

/** For labels that draw icons: `$(check)` stays text, in every kind of label. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$\u200B(');
}

/** For notifications and tooltips: `[x](command:y)` and bare addresses stay text, and no links. */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', ']\u200B(').replace(/(command|www|:)(?=[:.]|\/\/)/gi, '$1\u200B');
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
