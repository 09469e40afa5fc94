import type { Intro, TimePhrase } from './model';
import { phrases } from './times/tokens';

export type Start = Pick<TimePhrase, 'intro' | 'inclusive' | 'fuzzy'>;

export const start = (intro: Intro, rest: Partial<Start> = {}): Start => ({
  intro,
  inclusive: false,
  fuzzy: false,
  ...rest,
});
export const STARTS = new Map<string, Start>([
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
  ...phrases(
    start('for'),
    'for, für, for the next, for next, for another, next, the next, another, noch, ~',
  ),
  ...phrases(start('for'), 'für die nächsten, für die nächste, die nächsten, die nächste'),
  ...phrases(start('for', { fuzzy: true }), 'for about, for around, für ca ., für ca, für etwa'),
  ...phrases(start('in'), 'in'),
  ...phrases(start('in'), 'brb, be right back, brb in, be right back in'),
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
export const RETURNS = new Map(
  phrases(
    true,
    'back, be back, returning, return, wieder da, wieder zurück, zurück, wieder online, wieder erreichbar, wieder verfügbar',
  ),
);
export const SUBJECTS = new Map(
  phrases(true, "i'll, i'm, im, i am, i will, i will be, will be, bin, ich bin, ich"),
);
export const RETURN_WORDS = new Map(phrases(true, 'by, on, from, ab, wieder ab, am'));
/** Words that belong to the time without changing it. */
export const AFTER_A_TIME = new Map([
  ...phrases(true, 'sharp, at the latest, the latest, latest, max, exactly, spätestens, more'),
  ...phrases(true, 'longer, later, länger, mehr, lang, noch, now, from now, ab jetzt'),
]);
/** Words that include the whole day. */
export const INCLUSIVE = new Map(
  phrases(true, 'einschließlich, inklusive, inkl, inkl ., inclusive, included'),
);
export const FUZZ = new Map(
  phrases(true, 'or so, oder so, ish, - ish, approx, approx ., ca, ca ., roughly, ungefähr, etwa'),
);
