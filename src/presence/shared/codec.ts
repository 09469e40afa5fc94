import type { Presence } from '../../circuit/schemas';
import { noPause, type Pause } from './pause';
import { nothingShared, type SharedAnswer, type SharedState } from './state';

const longestPauseMs = 24 * 60 * 60_000;
const clockSlackMs = 2_000;
const mostAnswers = 2_000;
const longestMessageBytes = 4_096;
/** Well under the mebibyte up to which a shared file is read. */
const mostMessageBytes = 512 * 1024;
const userId = /^[A-Za-z0-9-]{1,64}$/;
const states: readonly Presence['state'][] = [
  'AVAILABLE',
  'AWAY',
  'BUSY',
  'DND',
  'OFFLINE',
  'UNKNOWN',
];

/**
 * What windows share, as the text of the file, which can always be read: the newest 2,000 answers with
 * messages that fit in. `account` says whose it is, without naming them.
 */
export function writeShared(state: SharedState, account: string, now: number): string {
  const kept = [...state.answers]
    .filter(([id]) => userId.test(id))
    .sort(([, a], [, b]) => b.checkedAt - a.checkedAt)
    .slice(0, mostAnswers);
  const messageBytes = Math.min(longestMessageBytes, Math.floor(mostMessageBytes / kept.length));
  const answers = kept.map(([id, answer]) => ({
    userId: id,
    at: answer.checkedAt,
    setHere: answer.setHere,
    ...(answer.kind === 'known' && presenceFields(answer.presence, messageBytes)),
  }));
  return JSON.stringify({ account, at: now, pause: state.pause, answers });
}

function presenceFields(presence: Presence, messageBytes: number) {
  const { state, dndUntil, statusMessage, mobile, isOptedOut } = presence;
  const message = capWritten(statusMessage, messageBytes);
  return { state, until: dndUntil, message, mobile, isOptedOut };
}

/**
 * Reads the file's text as if a stranger had written it. What is not believable is left out: then
 * this window asks on its own schedule. So is all of a file from a time still ahead, since then
 * the clock was set back.
 */
export function readShared(text: string | undefined, account: string, now: number): SharedState {
  const file = parseObject(text);
  if (file?.['account'] !== account || !isPast(file['at'], now)) {
    return nothingShared;
  }
  const list: unknown[] = Array.isArray(file['answers']) ? file['answers'] : [];
  return {
    answers: new Map(list.slice(0, mostAnswers).flatMap(each => readAnswer(each, now))),
    pause: readPause(file['pause'], now),
  };
}

function readAnswer(value: unknown, now: number): [string, SharedAnswer][] {
  const { userId: id, at: checkedAt, state: told, setHere, ...rest } = asObject(value);
  if (typeof id !== 'string' || !userId.test(id) || !isPast(checkedAt, now)) {
    return [];
  }
  if (told === undefined) {
    return [[id, { kind: 'unknown', checkedAt }]];
  }
  const state = states.find(each => each === told);
  const presence = state && {
    userId: id,
    state,
    statusMessage:
      typeof rest['message'] === 'string' ? capWritten(rest['message'], longestMessageBytes) : '',
    dndUntil: isInstant(rest['until']) ? rest['until'] : undefined,
    mobile: rest['mobile'] === true,
    isOptedOut: rest['isOptedOut'] === true,
  };
  return presence ? [[id, { kind: 'known', presence, checkedAt, setHere: setHere === true }]] : [];
}

function readPause(value: unknown, now: number): Pause {
  const { at, failures, notBefore, status } = asObject(value);
  const isBelievable =
    isPast(at, now) && isCount(failures) && isCount(status) && isInstant(notBefore);
  return isBelievable && notBefore - at <= longestPauseMs
    ? { at, failures: Math.min(failures, 100), notBefore, status }
    : noPause;
}

function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}

function isPast(value: unknown, now: number): value is number {
  return isInstant(value) && value <= now + clockSlackMs;
}

function isCount(value: unknown): value is number {
  return isInstant(value) && Number.isInteger(value);
}

/** As much of a text as takes so many bytes in the file, without half a character at its end. */
export function capWritten(text: string, mostBytes: number): string {
  let capped = text.slice(0, mostBytes);
  while (writtenBytes(capped) > mostBytes) {
    capped = capped.slice(0, Math.floor(capped.length * 0.9));
  }
  return capped.length < text.length ? capped.replace(/[\uD800-\uDBFF]$/, '') : text;
}

function writtenBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length - 2;
}
