import type { Presence } from '../../circuit/schemas';
import { noPause, type Pause } from './pause';
import { nothingShared, type SharedAnswer, type SharedState } from './state';

const longestPauseMs = 24 * 60 * 60_000;
const clockSlackMs = 2_000;
const mostAnswers = 2_000;
const longestMessageBytes = 4_096;
/** Well below the limit of 1 MiB for reading a shared file. */
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
 * The shared data as text that can always be read again: the newest 2,000 answers with as many
 * messages as fit. `account` identifies the owner without naming them.
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
 * Parses the file's text as untrusted. Implausible parts are dropped; then this window polls on its
 * own schedule. A file from the future is dropped entirely: the clock was set back.
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

/**
 * The longest start of a text that takes at most this many bytes in the file, without half a
 * character.
 */
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
