import type { Logger } from '../base/log';
import { HttpError } from './errors';
import { type CircuitRequest, createCircuitRequest } from './request';
import { userSchema } from './schemas';
import { createSend } from './send';
import { ServerClock } from './serverClock';
import type { Access } from './types';

/** Requests from whose answers Circuit's time is learned. */
export interface TimedRequest {
  readonly ask: CircuitRequest;
  /** The clock of the Circuit in use: another host's says nothing about it. */
  readonly clock: () => ServerClock;
  /** Asks for the time unless it was told of late. Throws where Circuit cannot be reached at all. */
  readonly learnTime: (signal: AbortSignal | undefined) => Promise<void>;
}

/** The requests of whoever `access` gives at the start of each. */
export function createTimedRequest(access: () => Access | undefined, log: Logger): TimedRequest {
  let clock = new ServerClock();
  let origin: string | undefined;
  const follow = () => {
    const current = access();
    if (current?.origin !== origin) {
      clock = new ServerClock();
      origin = current?.origin;
    }
    return current;
  };
  const ask = createCircuitRequest(createSend(follow, log), log, answer => clock.note(answer));
  return {
    ask,
    clock: () => clock,
    learnTime: async signal => {
      try {
        const call = { method: 'GET', template: '/users/profile', signal } as const;
        await (clock.isFresh ? undefined : ask.one(userSchema, call));
      } catch (error) {
        // A permission that is missing for the profile is none that is needed for setting.
        if (!(error instanceof HttpError)) {
          throw error;
        }
      }
    },
  };
}
