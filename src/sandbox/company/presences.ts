import { Emitter, type Event } from '../../base/event';
import { presenceStates, type WirePresence, type WireState } from '../wire';
import type { Company, Employee } from './company';
import { createReadDelay } from './readDelay';
import { type WorkdayPresence, momentOf } from './workday';

/** A presence that was set. `dndUntil` is epoch milliseconds. */
export interface SetPresence {
  readonly state: WireState;
  readonly statusMessage?: string;
  readonly dndUntil?: number;
  readonly mobile?: boolean;
  readonly isOptedOut?: boolean;
}

/** The presences that were set, by user id; JSON, so that it survives a reload. */
export interface SandboxState {
  readonly presences: Readonly<Record<string, SetPresence>>;
}

/** The current presences. A presence that was set overrides the person's working day. */
export interface Presences {
  readonly state: SandboxState;
  readonly onDidChangeState: Event<SandboxState>;
  /** `dndUntil` in epoch milliseconds; none once Do Not Disturb has ended. */
  read(person: Employee): WirePresence & { readonly dndUntil?: number };
  /** The same as reads return it, which may be `readDelayMs` old. */
  readShown(person: Employee): WirePresence & { readonly dndUntil?: number };
  set(person: Employee, presence: SetPresence): void;
  /** Replaces the set presence after `ms`, unless another one is set before that. */
  overwriteAfter(person: Employee, ms: number, presence: SetPresence): void;
  /**
   * Ends a person's simulated day: the presence of somebody who signed in changes only by their own
   * hand.
   */
  signIn(person: Employee): void;
}

interface PresencesOptions {
  readonly seed: string;
  readonly now: () => number;
  readonly state: SandboxState | undefined;
  readonly readDelayMs: number;
}

/** Creates the presences of a company; `state` comes from an earlier sandbox. */
export function createPresences(company: Company, options: PresencesOptions): Presences {
  const { seed, now, readDelayMs } = options;
  const changed = new Emitter<SandboxState>();
  const set = restore(company, options.state);
  const overwrites = new Map<string, Overwrite>();
  const latest = (userId: string) => overwriteAt(overwrites.get(userId), now()) ?? set.get(userId);
  const shown = createReadDelay(latest, { now, delayMs: readDelayMs });
  const state = () => ({ presences: Object.fromEntries(set) });
  const writeNow = (person: Employee, presence: SetPresence | undefined) =>
    write(person, presence ?? momentOf(seed, person, now()), now());
  const keep = ({ user }: Employee, presence: SetPresence) => {
    set.set(user.userId, presence);
    changed.fire(state());
  };
  const presences: Presences = {
    get state() {
      return state();
    },
    onDidChangeState: changed.event,
    read: person => writeNow(person, latest(person.user.userId)),
    readShown: person => writeNow(person, shown.read(person.user.userId)),
    set: (person, presence) => {
      shown.hold(person.user.userId);
      overwrites.delete(person.user.userId);
      keep(person, presence);
    },
    overwriteAfter: ({ user }, ms, presence) =>
      overwrites.set(user.userId, { at: now() + ms, presence }),
    signIn: person => set.has(person.user.userId) || keep(person, { state: 'AVAILABLE' }),
  };
  presences.signIn(company.people[0]);
  return presences;
}

interface Overwrite {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly presence: SetPresence;
}

function overwriteAt(overwrite: Overwrite | undefined, now: number): SetPresence | undefined {
  return overwrite && overwrite.at <= now ? overwrite.presence : undefined;
}

function write(
  { user, office, traits }: Employee,
  moment: WorkdayPresence | SetPresence,
  now: number,
): WirePresence & { dndUntil?: number } {
  const booleans = { mobile: moment.mobile ?? false, poor: false, isOptedOut: false };
  const hides = 'isOptedOut' in moment ? moment.isOptedOut : traits.includes('optedOut');
  if (hides) {
    return { userId: user.userId, state: 'OFFLINE', ...booleans, mobile: false, isOptedOut: true };
  }
  const over = moment.state === 'DND' && (moment.dndUntil ?? 0) <= now;
  const sharesLocation = traits.includes('sharesLocation') && moment.state !== 'OFFLINE';
  return {
    userId: user.userId,
    state: over ? 'AVAILABLE' : moment.state,
    ...(moment.statusMessage && { statusMessage: moment.statusMessage }),
    ...(moment.state === 'DND' && !over && { dndUntil: moment.dndUntil }),
    ...booleans,
    ...(sharesLocation && {
      timeZoneOffset: -office.utcOffsetMinutes,
      latitude: office.latitude,
      longitude: office.longitude,
      locationText: office.city,
    }),
  };
}

/** Reads a stored state, dropping whatever is invalid. */
function restore(company: Company, state: SandboxState | undefined): Map<string, SetPresence> {
  const kept: unknown = state?.presences;
  const known = new Set(company.people.map(person => person.user.userId));
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return new Map(
    entries.filter(
      (entry): entry is [string, SetPresence] => known.has(entry[0]) && isSetPresence(entry[1]),
    ),
  );
}

function isSetPresence(value: unknown): value is SetPresence {
  if (typeof value !== 'object' || value === null || !('state' in value)) {
    return false;
  }
  const { state, statusMessage, dndUntil } = value as Record<string, unknown>; // checked below
  return (
    presenceStates.some(each => each === state) &&
    (statusMessage === undefined || typeof statusMessage === 'string') &&
    (dndUntil === undefined || typeof dndUntil === 'number')
  );
}
