import { fraction, pick } from '../random';
import type { WireState } from '../wire';
import type { Employee } from './company';

/** A person's presence as determined by their working day. */
export interface WorkdayPresence {
  readonly state: WireState;
  readonly statusMessage: string;
  /** Epoch milliseconds. */
  readonly dndUntil?: number;
  readonly mobile: boolean;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const blockMs = 12 * minuteMs;

const messages = [
  'Reviewing pull requests',
  'In the lab, ping me',
  'Pairing until lunch',
  'Release day 🚀',
  'Working from home',
  'Slow to answer today',
  'On call this week',
  'Back after the stand-up',
  'Deep in the backlog',
] as const;

/** A person's presence at a time (epoch milliseconds); depends only on seed, person and time. */
export function momentOf(seed: string, person: Employee, now: number): WorkdayPresence {
  const who = `${seed} ${person.user.userId}`;
  const local = now + person.office.utcOffsetMinutes * minuteMs;
  const day = Math.floor(local / dayMs);
  if (person.traits.includes('suspended') || person.traits.includes('deleted')) {
    return { state: 'OFFLINE', statusMessage: '', mobile: false };
  }
  if (person.traits.includes('bot')) {
    return { state: 'AVAILABLE', statusMessage: 'Announcing builds', mobile: false };
  }
  if (!worksAt(who, local, day)) {
    return momentOff(who, now);
  }
  const talks = fraction(`${who} talks ${day}`) < 0.4;
  return momentAtWork(who, now, person, talks ? pick(messages, `${who} says ${day}`) : '');
}

/** Nine hours that start between 7:00 and 10:00; also some weekend days. */
function worksAt(who: string, local: number, day: number): boolean {
  const weekday = (day + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  if (weekend && fraction(`${who} weekend ${day}`) > 0.5) {
    return false;
  }
  const start = (7 + 3 * fraction(`${who} start ${day}`)) * 60 * minuteMs;
  const time = local - day * dayMs - start;
  return time >= 0 && time < 9 * 60 * minuteMs;
}

function momentOff(who: string, now: number): WorkdayPresence {
  const { block } = blockAt(who, now);
  const looksIn = fraction(`${who} looks in ${block}`) < 0.15;
  return { state: looksIn ? 'AVAILABLE' : 'OFFLINE', statusMessage: '', mobile: looksIn };
}

function momentAtWork(
  who: string,
  now: number,
  person: Employee,
  statusMessage: string,
): WorkdayPresence {
  const { block, end } = blockAt(who, now);
  const onTheMove = person.traits.includes('mobile') && fraction(`${who} moves ${block}`) < 0.5;
  if (concentrates(who, block)) {
    return { state: 'DND', dndUntil: end, statusMessage, mobile: false };
  }
  if (concentrates(who, block - 1)) {
    return { state: 'AVAILABLE', statusMessage, mobile: onTheMove };
  }
  const draw = fraction(`${who} state ${block}`);
  const state = draw < 0.6 ? 'AVAILABLE' : draw < 0.85 ? 'BUSY' : 'AWAY';
  return { state, statusMessage, mobile: onTheMove };
}

/** Every second block may be Do Not Disturb, so that each has a definite end. */
function concentrates(who: string, block: number): boolean {
  return block % 2 === 0 && fraction(`${who} dnd ${block}`) < 0.22;
}

/** Blocks start at a different minute for everybody, so that something changes all the time. */
function blockAt(who: string, now: number): { block: number; end: number } {
  const phase = Math.floor(fraction(`${who} phase`) * 12) * minuteMs;
  const block = Math.floor((now + phase) / blockMs);
  return { block, end: (block + 1) * blockMs - phase };
}
