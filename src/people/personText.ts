import * as l10n from '@vscode/l10n';
import { escapeIcons, isolate, plainMessage, plainName } from '../base/plainText';
import { clockWords, languageOfWords, type Moment } from '../base/timeWords';
import type { Known, OwnState } from '../presence/model';
import {
  presenceIcon,
  presenceWords,
  shownState,
  type ShownState,
  stateWord,
  underWay,
  updateWords,
} from '../presence/stateWords';
import { shortUntilWords, untilEventWords } from '../presence/until/eventWords';

/** A person in the sidebar: identified by id; the name is shown until more is known. */
export interface Person {
  readonly userId: string;
  readonly displayName: string;
}

/** A person's row as shown and as spoken. Plain text. */
export interface PersonRow {
  readonly label: string;
  readonly description: string;
  /** The ids of an icon and of a theme colour. */
  readonly icon: string;
  readonly color: string;
  /** The sentence for screen readers. */
  readonly spoken: string;
}

/** Name, presence and message; a message never replaces the state. */
export function describeRow(
  person: Person,
  known: Known | undefined,
  moment: Moment,
  isAwaited = false,
): PersonRow {
  const mark = l10n.t({
    message: 'notify me',
    comment:
      'Beside the name of somebody about whom a notification is to come. Short: there is little room.',
  });
  const seen = [...seenWords(known, moment), ...(isAwaited ? [mark] : [])];
  const heard = [rowWords(known, moment), ...(isAwaited ? [l10n.t("you'll be notified")] : [])];
  return {
    ...presenceIcon(shownState(known)),
    ...rowTexts(nameOf(person), seen, heard, messageOf(known)),
  };
}

/** The row of the signed-in person, with what they just set. */
export function describeOwnRow(
  me: Person,
  { known, pending, until }: Pick<OwnState, 'known' | 'pending' | 'until'>,
  moment: Moment,
): PersonRow {
  const name = l10n.t('{0} (you)', isolate(nameOf(me)));
  const drawn = presenceIcon(shownState(known));
  if (pending) {
    const words = [underWay(updateWords(pending, moment))];
    return { ...drawn, icon: 'loading~spin', ...rowTexts(name, words, words, '') };
  }
  const event = until?.kind === 'lasting' ? until.event : undefined;
  const end = event && shortUntilWords(event);
  if (event === undefined || end === undefined) {
    const heard = [rowWords(known, moment)];
    return { ...drawn, ...rowTexts(name, seenWords(known, moment), heard, messageOf(known)) };
  }
  // What it lasts until, as in the status bar; Circuit's own end is only a lease.
  const seen = shownState(known) === 'DND' ? [end, stateWord('DND')] : [end];
  return { ...drawn, ...rowTexts(name, seen, [untilEventWords(event)], messageOf(known)) };
}

/** `seen` stands beside the name, `heard` follows it. */
function rowTexts(
  name: string,
  seen: readonly string[],
  heard: readonly string[],
  message: string,
): Pick<PersonRow, 'label' | 'description' | 'spoken'> {
  const said = message ? [isolate(message)] : [];
  const description = [...seen, ...said].reduce((all, words) => l10n.t('{0} · {1}', all, words));
  const spoken = heard.reduce((all, words) => l10n.t('{0}, {1}', all, words), isolate(name));
  return {
    label: escapeIcons(name),
    description: escapeIcons(description),
    spoken: message ? l10n.t('{0}, says: {1}', spoken, isolate(message)) : spoken,
  };
}

/** What stands beside the name. An end comes first: a narrow side bar has room for it there. */
function seenWords(known: Known | undefined, moment: Moment): readonly string[] {
  const words = rowWords(known, moment);
  if (shownState(known) !== 'DND' || known?.kind !== 'known') {
    return [words];
  }
  const { dndUntil, mobile } = known.presence;
  return dndUntil === undefined
    ? [words]
    : [l10n.t('until {0}', clockWords(dndUntil, moment)), withMobile(stateWord('DND'), mobile)];
}

/**
 * Adds the time of the answer to a row's sentence if the answer is old. For current answers an age
 * would already be wrong when spoken.
 */
export function spokenAge(spoken: string, { checkedAt }: Known, moment: Moment): string {
  return l10n.t('{0}, as of {1}', spoken, clockWords(checkedAt, moment));
}

/** Contains something readable, not only dots or accents. */
const READABLE = /[\p{L}\p{N}\p{S}]/u;

/** The name as plain text, or the first characters of the id if there is none. */
export function nameOf({ displayName, userId }: Person): string {
  const name = plainName(displayName);
  return READABLE.test(name) ? name : l10n.t('Person {0}', userId.slice(0, 8));
}

/** A name in quotation marks, without any of its own. */
export function quote(name: string): string {
  return l10n.t(
    '“{0}”',
    isolate(name.replace(/["\u00AB\u00BB\u201C-\u201F\u300C-\u300F\uFF02]/g, "'")),
  );
}

/** The status message as plain text; empty if there is none or it is hidden. */
export function messageOf(known: Known | undefined): string {
  const seen = known?.kind === 'known' && !known.presence.isOptedOut;
  return seen ? plainMessage(known.presence.statusMessage) : '';
}

/** E.g. `Busy`, `Away (mobile)`, `Presence hidden`, `Not known to Circuit`. */
export function rowWords(known: Known | undefined, moment: Moment): string {
  if (known === undefined) {
    return l10n.t('Not known yet');
  }
  if (known.kind === 'unknown') {
    return l10n.t('Not known to Circuit');
  }
  if (known.presence.isOptedOut) {
    return l10n.t('Presence hidden');
  }
  return withMobile(presenceWords(known, moment), known.presence.mobile);
}

function withMobile(words: string, isMobile: boolean): string {
  return isMobile ? l10n.t('{0} (mobile)', words) : words;
}

/** For example `4 of 9 available`; empty for an empty group. */
export function describeGroup(known: readonly (Known | undefined)[]): string {
  if (known.length === 0) {
    return l10n.t('empty');
  }
  const available = known.filter(each => shownState(each) === 'AVAILABLE').length;
  return l10n.t('{0} of {1} available', available, known.length);
}

const ranks: Readonly<Record<ShownState, number>> = {
  AVAILABLE: 0,
  BUSY: 1,
  AWAY: 2,
  DND: 3,
  HIDDEN: 4,
  UNKNOWN: 5,
  OFFLINE: 6,
};

/** Available people first; otherwise keeps the order. */
export function availableFirst<T extends Person>(
  people: readonly T[],
  get: (userId: string) => Known | undefined,
): readonly T[] {
  return people.toSorted(
    (a, b) => ranks[shownState(get(a.userId))] - ranks[shownState(get(b.userId))],
  );
}

/** `people` in the order of the names that are shown. */
export function byName<T extends Person>(people: readonly T[]): readonly T[] {
  const { compare } = new Intl.Collator(languageOfWords(), { numeric: true });
  return people
    .map(person => ({ person, name: nameOf(person) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ person }) => person);
}

/** `people` in the order of `ids`, followed by those not in it. */
export function inOrder<T extends Person>(
  people: readonly T[],
  ids: readonly string[],
): readonly T[] {
  const places = new Map(ids.map((id, at) => [id, at]));
  const place = ({ userId }: T) => places.get(userId) ?? ids.length;
  return people.toSorted((a, b) => place(a) - place(b));
}
