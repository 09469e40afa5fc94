import type { PresenceUpdate } from '../../circuit/types';
import type { PresenceChange, Settable } from '../presenceChange';
import { capWritten } from './codec';
import { type MadeChange, noSets, type SentUpdate, type Sets } from './sets';

const longestMessageBytes = 16 * 1024;
const mostListed = 8;
const states = ['AVAILABLE', 'AWAY', 'BUSY', 'DND'] as const;
const shownStates = [...states, 'OFFLINE', 'UNKNOWN'] as const;

/** What somebody chose in one of the windows, and when. */
export interface Choice extends MadeChange {
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * A change as the text of its file. Messages too long for it would be rejected by Circuit anyway.
 */
export function writeChoice({ at, tick, change }: Choice): string {
  return JSON.stringify({ at, tick, ...settableFields(change) });
}

/** Undefined for anything a window cannot have written. */
export function readChoice(text: string | undefined): Choice | undefined {
  return asChoice(parse(text));
}

function asChoice(fields: Record<string, unknown>): Choice | undefined {
  const { at, tick, state: told } = fields;
  const change = { ...readFields(fields), state: states.find(each => each === told) };
  const isChange = change.state !== undefined || change.statusMessage !== undefined;
  return isInstant(at) && isInstant(tick) && isChange ? { at, tick, change } : undefined;
}

function readFields({ until, message }: Record<string, unknown>) {
  return {
    dndUntil: isInstant(until) ? until : undefined,
    statusMessage: typeof message === 'string' ? capped(message) : undefined,
  };
}

/** The sets as the text of their file. */
export function writeSets({ settled, taken, sent, last, unanswered }: Sets): string {
  return JSON.stringify({
    settled,
    taken: taken.map(madeFields),
    sent: sent && { ...fieldsOf(sent), choices: sent.choices.map(madeFields) },
    last: last && { ...fieldsOf(last), sentAgain: last.sentAgain },
    unanswered: unanswered.map(fieldsOf),
  });
}

/** Parses the file as untrusted: implausible parts are dropped. */
export function readSets(text: string | undefined): Sets {
  const { settled, taken, sent, last, unanswered } = parse(text);
  if (!isNumber(settled)) {
    return noSets;
  }
  const underWay = readSent(sent);
  const newest = readSent(last);
  return {
    settled,
    taken: readMade(taken),
    sent: underWay && { ...underWay, choices: readMade(asObject(sent)['choices']) },
    last: newest && { ...newest, sentAgain: asObject(last)['sentAgain'] === true },
    unanswered: asList(unanswered).flatMap(each => readSent(each) ?? []),
  };
}

function madeFields({ tick, change }: MadeChange) {
  return { tick, ...settableFields(change) };
}

function readMade(value: unknown): readonly MadeChange[] {
  return asList(value).flatMap(each => {
    const choice = asChoice({ ...asObject(each), at: 0 });
    return choice ? { tick: choice.tick, change: choice.change } : [];
  });
}

function fieldsOf({ number, at, tick, update, before }: SentUpdate) {
  return { number, at, tick, ...settableFields(update), before: before && settableFields(before) };
}

function settableFields({ state, dndUntil, statusMessage }: Settable | PresenceChange) {
  return { state, until: dndUntil, message: capped(statusMessage) };
}

function readSent(value: unknown): SentUpdate | undefined {
  const { number, before, ...fields } = asObject(value);
  const choice = asChoice(fields);
  const update = choice && asUpdate(choice.change);
  return update && isNumber(number)
    ? { number, at: choice.at, tick: choice.tick, update, before: readBefore(asObject(before)) }
    : undefined;
}

function readBefore(fields: Record<string, unknown>): Settable | undefined {
  const state = shownStates.find(each => each === fields['state']);
  const { dndUntil, statusMessage } = readFields(fields);
  return state && statusMessage !== undefined ? { state, dndUntil, statusMessage } : undefined;
}

function asUpdate({ state, dndUntil, statusMessage }: PresenceChange): PresenceUpdate | undefined {
  if (state === undefined || statusMessage === undefined) {
    return undefined;
  }
  if (state !== 'DND') {
    return { state, statusMessage };
  }
  return dndUntil === undefined ? undefined : { state, dndUntil, statusMessage };
}

function capped(message: string | undefined): string | undefined {
  return message === undefined ? undefined : capWritten(message, longestMessageBytes);
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostListed) : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}

function isNumber(value: unknown): value is number {
  return isInstant(value) && Number.isSafeInteger(value);
}
