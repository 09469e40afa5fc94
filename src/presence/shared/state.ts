import { sameKnown } from '../equality';
import type { Known } from '../model';
import type { FetchedPresences } from '../polling/fetchPresences';
import { noPause, type Pause } from './pause';
import { isQuarantined } from './quarantine';

const keepMs = 10 * 60_000;

/** The known data about one person. `setHere`: from a set by one of the windows. */
export type SharedAnswer = Known & { readonly setHere?: boolean | undefined };

/** The data that windows share: the last known presences, and when Circuit may be asked again. */
export interface SharedState {
  readonly answers: ReadonlyMap<string, SharedAnswer>;
  readonly pause: Pause;
}

export const nothingShared: SharedState = { answers: new Map(), pause: noPause };

/** Merges both: for each person and for the pause the newer one, `b` if equally old. */
export function mergeShared(a: SharedState, b: SharedState): SharedState {
  const answers = new Map(a.answers);
  for (const [id, answer] of b.answers) {
    if (answer.checkedAt >= (answers.get(id)?.checkedAt ?? -Infinity)) {
      answers.set(id, answer);
    }
  }
  return { answers, pause: b.pause.at >= a.pause.at ? b.pause : a.pause };
}

/** Drops people not polled recently, and anything from the future. */
export function pruneShared({ answers, pause }: SharedState, now: number): SharedState {
  const isKept = ({ kind, checkedAt }: SharedAnswer) =>
    kind === 'unknown'
      ? isQuarantined(checkedAt, now)
      : checkedAt <= now && now - checkedAt < keepMs;
  return {
    answers: new Map([...answers].filter(([, answer]) => isKept(answer))),
    pause: pause.at <= now ? pause : noPause,
  };
}

/**
 * The answers of a poll begun at that time. The mark of a set stays while Circuit shows the same.
 */
export function answersOf(
  { presences, unknownIds }: FetchedPresences,
  begun: number,
  before: SharedState['answers'],
): SharedState['answers'] {
  const known = presences.map(presence => {
    const answer = { kind: 'known', presence, checkedAt: begun } as const;
    const last = before.get(presence.userId);
    return [
      presence.userId,
      { ...answer, setHere: sameKnown(answer, last) && last?.setHere },
    ] as const;
  });
  const unknown = unknownIds.map(id => [id, { kind: 'unknown', checkedAt: begun }] as const);
  return new Map<string, SharedAnswer>([...known, ...unknown]);
}
