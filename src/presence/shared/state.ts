import { sameKnown } from '../equality';
import type { Known } from '../model';
import type { FetchedPresences } from '../polling/fetchPresences';
import { noPause, type Pause } from './pause';
import { isQuarantined } from './quarantine';

const keepMs = 10 * 60_000;

/** What was found out about one person. `setHere`: by a set from one of the windows. */
export type SharedAnswer = Known & { readonly setHere?: boolean | undefined };

/** What windows share: who was last seen how, and how long to leave Circuit alone. */
export interface SharedState {
  readonly answers: ReadonlyMap<string, SharedAnswer>;
  readonly pause: Pause;
}

export const nothingShared: SharedState = { answers: new Map(), pause: noPause };

/** Both as one: for each person, and for the pause, what is newer; `b` where they are as old. */
export function mergeShared(a: SharedState, b: SharedState): SharedState {
  const answers = new Map(a.answers);
  for (const [id, answer] of b.answers) {
    if (answer.checkedAt >= (answers.get(id)?.checkedAt ?? -Infinity)) {
      answers.set(id, answer);
    }
  }
  return { answers, pause: b.pause.at >= a.pause.at ? b.pause : a.pause };
}

/** Leaves out whom nobody has asked for lately, and all that seems to come from a time ahead. */
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

/** What a round begun then found out. A set from here stays one while Circuit shows the same. */
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
