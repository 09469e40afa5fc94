import type { NetworkFault } from '../errors';
import type { Call } from '../send';
import type { HttpAnswer } from '../transport';
import type { dndUntilIn, Media } from './shapes';

/** How one operation went. `skipped`: not agreed to, or its input was not available. */
export interface ProbeRow {
  /** As the specification writes it, e.g. `GET /users/{id}`. */
  readonly operation: string;
  /** Whether the answer was of a documented status and shape. */
  readonly ok: boolean;
  readonly status: number | NetworkFault | 'protocol' | 'skipped';
  readonly ms: number;
}

/** The result of *Check Connection*. Contains no name, no id and no text from the server. */
export interface ProbeResult {
  readonly rows: readonly ProbeRow[];
  readonly readings: ProbeReadings;
}

/** A call to try; skipped if its values are missing. */
export interface Attempt extends Omit<Call, 'signal'> {
  readonly lacking?: boolean;
}

/** Tries a call, records how it went and returns what `read` made of the answer. */
export type Try = <T>(attempt: Attempt, read: (answer: HttpAnswer) => T) => Promise<T | undefined>;

/** How this host handles what Circuit's sources disagree about; `unknown` if it did not show. */
export interface ProbeReadings {
  /** How it understands several ids. */
  readonly arrays: 'repeated' | 'comma' | 'both' | 'unknown';
  /** How it writes the end of Do Not Disturb; shows only while the person is in it. */
  readonly dndUntil: ReturnType<typeof dndUntilIn>;
  /** The format of its answers if JSON is not requested. */
  readonly withoutAccept: Media | 'unknown';
  /** The answer to a batch of presences with one unknown id: a status, or only the known ones. */
  readonly unknownInBatch: number | 'knownOnly' | 'unknown';
  /** The documented fields of that error, or what it is instead of JSON. */
  readonly errorBody: string;
  /** How the token answer lists its scopes. */
  readonly scopeAs: 'array' | 'string' | 'unknown';
}
