import { readDuration, type Duration } from './times/durations';
import {
  isBreak,
  isDash,
  phrases,
  readDigits,
  readPhrase,
  skip,
  textAt,
  type Read,
  type Tokens,
} from './times/tokens';
import { readWhen, type When } from './times/when';

/** The word before a time, `back` for all that says when somebody returns. */
export type Intro = 'none' | 'until' | 'for' | 'in' | 'at' | 'about' | 'from' | 'back';

/** A time with the words that belong to it, e.g. `until 3 p.m.`, `back in 30 min`, `2h`. */
export interface TimePhrase {
  readonly intro: Intro;
  /** `through Friday`: to the end of it. */
  readonly inclusive: boolean;
  /** `about`, `or so`: no time that can be set without asking. */
  readonly fuzzy: boolean;
  readonly duration?: Duration | undefined;
  readonly when?: When | undefined;
  /** A number alone. */
  readonly number?: number | undefined;
}

type Start = Pick<TimePhrase, 'intro' | 'inclusive' | 'fuzzy'>;

const start = (intro: Intro, rest: Partial<Start> = {}): Start => ({
  intro,
  inclusive: false,
  fuzzy: false,
  ...rest,
});
const STARTS = new Map<string, Start>([
  ...phrases(start('until'), "until, till, til, ' til, untill, up until, bis, bis um, until at"),
  ...phrases(start('until', { fuzzy: true }), 'until about, until around, till about, bis etwa'),
  ...phrases(start('until', { fuzzy: true }), 'bis ca, bis ca ., bis ungefähr, bis gegen, until ~'),
  ...phrases(start('until', { inclusive: true }), 'through, thru, until and including'),
  ...phrases(start('until', { inclusive: true }), 'bis einschließlich, bis einschl, bis einschl .'),
  ...phrases(
    start('until', { inclusive: true }),
    'bis inklusive, bis inkl, bis inkl ., bis zum ende',
  ),
  ...phrases(start('until', { inclusive: true }), 'bis einschließlich zum, bis zum einschließlich'),
  ...phrases(
    start('until', { inclusive: true }),
    'until end of, until the end of, till end of, bis ende',
  ),
  ...phrases(start('for'), 'for, für, for the next, for another, next, the next, another, noch, ~'),
  ...phrases(start('for'), 'für die nächsten, für die nächste, die nächsten, die nächste'),
  ...phrases(start('for', { fuzzy: true }), 'for about, for around, für ca ., für ca, für etwa'),
  ...phrases(start('in'), 'in'),
  ...phrases(start('in'), 'brb, be right back, brb in'),
  ...phrases(
    start('in', { fuzzy: true }),
    'within, innerhalb von, in about, in around, in ca ., in ca, in etwa',
  ),
  ...phrases(start('at'), 'at, um, @'),
  ...phrases(start('about', { fuzzy: true }), 'around, about, gegen, ca, ca ., etwa, ungefähr'),
  ...phrases(start('about', { fuzzy: true }), 'at around, at about, approx, approx ., max, max .'),
  ...phrases(
    start('about', { fuzzy: true }),
    'just, only, nur, at least, mindestens, up to, under',
  ),
  ...phrases(start('from'), 'ab'),
]);
const RETURNS = new Map(
  phrases(
    true,
    'back, be back, returning, return, wieder da, wieder zurück, zurück, wieder online',
  ),
);
const SUBJECTS = new Map(
  phrases(true, "i'll, i'm, im, i am, i will, i will be, will be, bin, ich bin, ich"),
);
const RETURN_WORDS = new Map(phrases(true, 'by, on, from, ab, wieder ab, am'));
/** They belong to the time, and say nothing more about it. */
const AFTER_A_TIME = new Map([
  ...phrases(true, 'sharp, at the latest, the latest, latest, max, exactly, spätestens, more'),
  ...phrases(true, 'longer, later, länger, mehr, lang, noch, now, from now, ab jetzt'),
]);
const FUZZ = new Map(
  phrases(true, 'or so, oder so, ish, - ish, approx, approx ., ca, ca ., roughly, ungefähr, etwa'),
);

/** Reads a time and the words before and after it that say what it is. */
export function readTimePhrase(tokens: Tokens, at: number): Read<TimePhrase> | undefined {
  const subject = readPhrase(tokens, at, SUBJECTS)?.next ?? at;
  const returns = readPhrase(tokens, subject, RETURNS)?.next;
  const read = readStarted(tokens, returns ?? subject, returns !== undefined);
  if (!read) {
    return undefined;
  }
  const later = returns === undefined ? readPhrase(tokens, read.next, RETURNS)?.next : undefined;
  const isBrb = textAt(tokens, subject) === 'brb' || textAt(tokens, subject + 1) === 'right';
  const comesBack = isBrb || ((returns ?? later) !== undefined && read.value.intro !== 'until');
  const isOwn = subject === at || comesBack;
  if (!isOwn || (read.value.intro === 'from' && !comesBack)) {
    return undefined;
  }
  const next = comesBack ? (later ?? read.next) : read.next;
  const after = readPhrase(tokens, next, AFTER_A_TIME)?.next ?? next;
  const fuzz = readPhrase(tokens, after, FUZZ)?.next;
  const intro = comesBack ? 'back' : read.value.intro;
  return {
    value: { ...read.value, intro, fuzzy: read.value.fuzzy || fuzz !== undefined },
    next: fuzz ?? after,
  };
}

function readStarted(tokens: Tokens, at: number, returns: boolean): Read<TimePhrase> | undefined {
  const longest =
    readPhrase(tokens, at, STARTS) ?? (returns ? readReturnWord(tokens, at) : undefined);
  // `for the next hour`, `through tickets`: fewer words, or none, may belong to the start.
  const shortest = readPhrase(tokens.slice(0, at + 1), at, STARTS);
  const starts = [longest, shortest, { value: start('none'), next: at }];
  for (const found of starts.filter(each => each !== undefined)) {
    const body = readBody(tokens, found.next, found.value.intro, returns);
    if (body) {
      return { value: { ...found.value, ...body.value }, next: body.next };
    }
  }
  return undefined;
}

function readReturnWord(tokens: Tokens, at: number): Read<Start> | undefined {
  const word = readPhrase(tokens, at, RETURN_WORDS);
  return word && { value: start('at'), next: word.next };
}

type Body = Pick<TimePhrase, 'duration' | 'when' | 'number'>;

function readBody(
  tokens: Tokens,
  at: number,
  intro: Intro,
  returns: boolean,
): Read<Body> | undefined {
  switch (intro) {
    case 'about':
      return readLength(tokens, at) ?? readTime(tokens, at, true);
    case 'for':
    case 'in':
      return readLength(tokens, at) ?? readNumber(tokens, at) ?? readRest(tokens, at, intro);
    case 'until':
    case 'at':
    case 'from':
    case 'back':
      return readTime(tokens, at, true);
    case 'none':
      return readEither(tokens, at, returns);
  }
}

/** A length, a time, or `1:30h`, which can be both. */
function readEither(tokens: Tokens, at: number, loose: boolean): Read<Body> | undefined {
  const both = readClockLikeLength(tokens, at);
  const length = both ?? readLength(tokens, at);
  const time = readTime(tokens, at, loose || both !== undefined);
  const range = length ? readTime(tokens, at, true) : undefined;
  if (range?.value.when?.from && tokens[length?.next ?? 0]?.glued) {
    return range;
  }
  if (isHourOfDay(tokens, at)) {
    return readTime(tokens, at, true);
  }
  return both && time?.next === both.next
    ? { value: { ...both.value, ...time.value }, next: both.next }
    : (length ?? time);
}

/** `15h30` and `1500 hrs`: nobody counts that many hours. */
function isHourOfDay(tokens: Tokens, at: number): boolean {
  const hour = textAt(tokens, at);
  const isUnit = HOUR_UNITS.has(textAt(tokens, at + 1));
  const hasMinutes = /^(1[3-9]|2\d)$/.test(hour) && readDigits(tokens, at + 2, 2) !== undefined;
  return isUnit && (hasMinutes || /^([01]\d|2[0-3])[0-5]\d$/.test(hour));
}

function readLength(tokens: Tokens, at: number): Read<Body> | undefined {
  const duration = readDuration(tokens, at);
  return duration && { value: { duration: duration.value }, next: duration.next };
}

function readTime(tokens: Tokens, at: number, loose: boolean): Read<Body> | undefined {
  const when = readWhen(tokens, at, loose);
  return when && { value: { when: when.value }, next: when.next };
}

/** `for the rest of the day`. */
function readRest(tokens: Tokens, at: number, intro: Intro): Read<Body> | undefined {
  const when = intro === 'for' ? readTime(tokens, at, false) : undefined;
  return when?.value.when?.day?.part === 'endOfWork' ? when : undefined;
}

function readNumber(tokens: Tokens, at: number): Read<Body> | undefined {
  const digits = readDigits(tokens, at, 3);
  const after = textAt(tokens, at + 1);
  const isLast = after === '' || isDash(after) || after === ':';
  return digits !== undefined && Number(digits) > 0 && isLast
    ? { value: { number: Number(digits) }, next: at + 1 }
    : undefined;
}

const HOUR_UNITS = new Set(['h', 'hr', 'hrs', 'hour', 'hours', 'std', 'stunden']);
const DOT = new Set(['.']);

function readClockLikeLength(tokens: Tokens, at: number): Read<Body> | undefined {
  const [hour, minute] = [readDigits(tokens, at, 2), readDigits(tokens, at + 2, 2)];
  const isLength =
    minute?.length === 2 &&
    textAt(tokens, at + 1) === ':' &&
    Number(hour) < 13 &&
    Number(minute) < 60 &&
    HOUR_UNITS.has(textAt(tokens, at + 3)) &&
    isBreak(tokens, at + 4);
  return isLength
    ? {
        value: { duration: { minutes: Number(hour) * 60 + Number(minute), describes: false } },
        next: skip(tokens, at + 4, DOT),
      }
    : undefined;
}
