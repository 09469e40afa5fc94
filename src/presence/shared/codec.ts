import type { Presence } from '../../circuit/schemas';
import { noPause, type Pause } from './pause';
import { nothingShared, type SharedAnswer, type SharedState } from './state';

const version = 1;
const longestPauseMs = 24 * 60 * 60_000;
const clockSlackMs = 2_000;
const mostAnswers = 2_000;
const longestMessage = 2_048;
const userId = /^[A-Za-z0-9-]{1,64}$/;
const states: readonly Presence['state'][] = [
  'AVAILABLE',
  'AWAY',
  'BUSY',
  'DND',
  'OFFLINE',
  'UNKNOWN',
];

/** What windows share, as the text of the file. `account` says whose it is, without naming them. */
export function writeShared(state: SharedState, account: string, now: number): string {
  const answers = [...state.answers].map(([id, answer]) => ({
    userId: id,
    at: answer.checkedAt,
    setHere: answer.setHere,
    ...(answer.kind === 'known' && presenceFields(answer.presence)),
  }));
  return JSON.stringify({ version, account, at: now, pause: state.pause, answers });
}

function presenceFields({ state, dndUntil, statusMessage, mobile, isOptedOut }: Presence) {
  return { state, until: dndUntil, message: statusMessage, mobile, isOptedOut };
}

/**
 * Reads the file's text as if a stranger had written it. What is not believable is left out: then
 * this window asks on its own schedule. So is all of a file from a time still ahead, since then
 * the clock was set back.
 */
export function readShared(text: string | undefined, account: string, now: number): SharedState {
  const file = parseObject(text);
  if (file?.['version'] !== version || file['account'] !== account || !isPast(file['at'], now)) {
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
    statusMessage: typeof rest['message'] === 'string' ? cap(rest['message']) : '',
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

function cap(text: string): string {
  return text.slice(0, longestMessage);
}
