import type { Logger } from '../base/log';
import { HttpError } from './errors';
import { type CircuitRequest, createCircuitRequest } from './request';
import { userSchema } from './schemas';
import { createSend } from './send';
import { ServerClock } from './serverClock';
import type { Access } from './types';

/** Requests that also learn Circuit's time from their answers. */
export interface TimedRequest {
  readonly ask: CircuitRequest;
  /** The clock of the current host; another host's tells nothing about it. */
  readonly clock: () => ServerClock;
  /**
   * Requests the time unless it was learned recently. Throws if Circuit cannot be reached at all.
   */
  readonly learnTime: (signal: AbortSignal | undefined) => Promise<void>;
}

/** Creates requests that use the account that `access` returns at the start of each. */
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
      follow();
      try {
        const call = { method: 'GET', template: '/users/profile', signal } as const;
        await (clock.isFresh ? undefined : ask.one(userSchema, call));
      } catch (error) {
        // Without permission to read the profile one may still be allowed to set presence.
        if (!(error instanceof HttpError)) {
          throw error;
        }
      }
    },
  };
}
