import type { NetworkFault } from '../errors';
import type { Call } from '../send';
import type { HttpAnswer } from '../transport';
import type { dndUntilIn, Media } from './shapes';

/** How one operation went. `skipped`: not agreed to, or what it needs was not to be had. */
export interface ProbeRow {
  /** As the specification writes it, e.g. `GET /users/{id}`. */
  readonly operation: string;
  /** Whether the answer was of a documented status and shape. */
  readonly ok: boolean;
  readonly status: number | NetworkFault | 'protocol' | 'skipped';
  readonly ms: number;
}

/** What *Check Connection* found out. Holds no name, no id and no text of the server's. */
export interface ProbeResult {
  readonly rows: readonly ProbeRow[];
  readonly readings: ProbeReadings;
}

/** A call to try; without its values it is skipped. */
export interface Attempt extends Omit<Call, 'signal'> {
  readonly lacking?: boolean;
}

/** Tries a call, notes how it went and gives what `read` made of the answer. */
export type Try = <T>(attempt: Attempt, read: (answer: HttpAnswer) => T) => Promise<T | undefined>;

/** How this host reads what Circuit's sources disagree about; `unknown` where it did not show. */
export interface ProbeReadings {
  /** How it understands several ids. */
  readonly arrays: 'repeated' | 'comma' | 'both' | 'unknown';
  /** How it writes the end of Do Not Disturb; shows only while the person is in it. */
  readonly dndUntil: ReturnType<typeof dndUntilIn>;
  /** What it answers in when not asked for JSON. */
  readonly withoutAccept: Media | 'unknown';
  /** What a batch of presences with one unknown id gets: a status, or only the known ones. */
  readonly unknownInBatch: number | 'knownOnly' | 'unknown';
  /** What that error says: the documented fields it has, or what it is instead of JSON. */
  readonly errorBody: string;
  /** How the token answer lists its scopes. */
  readonly scopeAs: 'array' | 'string' | 'unknown';
}
