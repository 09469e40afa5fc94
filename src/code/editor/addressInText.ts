/** A possible email address in a text, from `start` to `end` (exclusive). */
export interface AddressInText {
  /** The address, with its domain in ASCII. Not validated yet. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What mail systems allow before the `@`, plus letters of all scripts, which they may allow. */
const local = /[\p{L}\p{M}\p{N}\p{Cf}!#$%&'*+/=?^_~.-]/u;
const domain = /[\p{L}\p{M}\p{N}\p{Cf}.-]/u;
/** Scripts without spaces, where an address may follow a word directly. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Hang}\p{Script=Thai}\p{Script=Laoo}\p{Script=Khmr}\p{Script=Mymr}]/u;
const asciiWord = /[A-Za-z0-9]/;
const mostBefore = 128;
const mostAfter = 254;

/** Punctuation of sentences, lists, comments and diffs that may precede an address. */
const opening = /^[\p{Cf}'.+*/#=-]*/u;
const closing = /[\p{Cf}.-]*$/u;
/** For example `cc=` in a link or `--author=` in a command line. */
const key = /(?:^|[?&'-])[A-Za-z][A-Za-z_-]*=$/;
/** A non-ASCII byte in quoted-printable: `j=F6rg@…` is not a person called `F6rg`. */
const quotedByte = /^[89A-F][0-9A-F](?![A-Z0-9])/;
const entity = /&(?!(?:lt|gt|quot|apos|nbsp|amp|#3[49]|#6[02]);)#?\w+;$/;
const credentials = /(?<!mailto):\/\/[^\s/?#<>"']*$/i;

/**
 * The address around the `@` at `at`; undefined if it would be cut out of a longer name and so be
 * somebody else's: `rg@` in `jörg@`, `jo@` in `ina&jo@`, or the password in a link. Looks no
 * further than an address can be long.
 */
export function addressAround(text: string, at: number): AddressInText | undefined {
  const end = endOfRun(text, at + 1);
  if (end === undefined || end === at + 1 || text.charAt(end) === '@') {
    return undefined;
  }
  const from = startOfRun(text, at);
  const start = from === undefined ? undefined : startInside(text, from, at);
  if (start === undefined) {
    return undefined;
  }
  const host = text.slice(at + 1, end).replace(closing, '');
  return start === at || host === ''
    ? undefined
    : { text: `${text.slice(start, at)}@${asciiDomain(host)}`, start, end: at + 1 + host.length };
}

/** Where the part before the `@` begins; undefined if that is too far away. */
function startOfRun(text: string, at: number): number | undefined {
  let start = at;
  while (start > 0) {
    const character = characterBefore(text, start);
    if (!local.test(character) || unspaced.test(character)) {
      break;
    }
    start -= character.length;
    if (at - start > mostBefore) {
      return undefined;
    }
  }
  return start;
}

function startInside(text: string, from: number, at: number): number | undefined {
  const run = text.slice(from, at);
  const afterKey = run.lastIndexOf('=') + 1;
  if (afterKey > 0 && key.test(run.slice(0, afterKey))) {
    return quotedByte.test(run.slice(afterKey)) ? undefined : from + afterKey;
  }
  const start = from + (opening.exec(run)?.[0].length ?? 0);
  const before = text.slice(Math.max(0, start - mostBefore), start);
  const isPart =
    isContinued(text, from) || entity.test(before.slice(-12)) || credentials.test(before);
  return isPart ? undefined : start;
}

/** Text after a placeholder, an escape or another `@` is not a complete name. */
function isContinued(text: string, from: number): boolean {
  const before = text.charAt(from - 1);
  const isSecond = before === '@' && from > 1 && local.test(characterBefore(text, from - 1));
  return before === '}' || before === '\\' || isSecond;
}

function endOfRun(text: string, from: number): number | undefined {
  let end = from;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    const isBeside = unspaced.test(character) && asciiWord.test(text.charAt(end - 1));
    if (!domain.test(character) || isBeside) {
      break;
    }
    end += character.length;
    if (end - from > mostAfter) {
      return undefined;
    }
  }
  return end;
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  const isPair = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** `bücher.example` in its ASCII form; anything that is not a domain is returned unchanged. */
function asciiDomain(host: string): string {
  const url = `http://${host}`;
  return /[^\p{ASCII}]/u.test(host) && URL.canParse(url) ? new URL(url).hostname : host;
}
