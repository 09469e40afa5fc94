import { Emitter, type Event } from '../../base/event';
import { presenceStates, type WirePresence, type WireState } from '../wire';
import type { Company, Employee } from './company';
import { createReadDelay } from './readDelay';
import { type WorkdayPresence, momentOf } from './workday';

/** A presence somebody set. `dndUntil` is epoch milliseconds. */
export interface SetPresence {
  readonly state: WireState;
  readonly statusMessage?: string;
  readonly dndUntil?: number;
  readonly mobile?: boolean;
  readonly isOptedOut?: boolean;
}

/** Everything that was set, by user id; survives a reload as JSON. */
export interface SandboxState {
  readonly presences: Readonly<Record<string, SetPresence>>;
}

/** Who is how, now. A presence that was set wins over the person's day. */
export interface Presences {
  readonly state: SandboxState;
  readonly onDidChangeState: Event<SandboxState>;
  /** `dndUntil` in epoch milliseconds; none once Do Not Disturb has ended. */
  read(person: Employee): WirePresence & { readonly dndUntil?: number };
  /** The same as reads show it, which may be what was true `readDelayMs` ago. */
  readShown(person: Employee): WirePresence & { readonly dndUntil?: number };
  set(person: Employee, presence: SetPresence): void;
  /** Lets another presence take the place of the one that is set, unless one is set before that. */
  overwriteAfter(person: Employee, ms: number, presence: SetPresence): void;
  /** Takes a person out of their made-up day: whoever signed in changes by their own hand only. */
  signIn(person: Employee): void;
}

interface PresencesOptions {
  readonly seed: string;
  readonly now: () => number;
  readonly state: SandboxState | undefined;
  readonly readDelayMs: number;
}

/** Builds the presences of a company; `state` is what an earlier sandbox gave. */
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

/** Reads a state that was kept elsewhere, leaving out whatever does not fit. */
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
