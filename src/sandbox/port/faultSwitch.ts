import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../app';
import { createRateLimit, type Fault, matches } from '../faults';
import { templateOf } from '../operations';
import type { SandboxOptions } from '../options';
import { answerFaultily } from './faultyAnswer';
import type { Struck } from './struck';

/** Sits between the port and the sandbox and applies the current fault. */
export interface FaultSwitch {
  /** How many requests were affected by faults so far. */
  readonly strikes: number;
  /** Sets the fault from now on; without an argument there is none. */
  readonly set: (fault?: Fault) => void;
  answer(request: Request, outgoing: ServerResponse): Promise<Response>;
}

/** `closed` is aborted when the server closes. */
export function createFaultSwitch(
  sandbox: Sandbox,
  options: SandboxOptions & { readonly fault?: Fault | undefined },
  closed: AbortSignal,
): FaultSwitch {
  const { fault: first, now = Date.now, errorsAs = 'json' } = options;
  let current: { fault: Fault; left: number; rateLimit: Struck['rateLimit'] } | undefined;
  const set = (fault?: Fault) => {
    const rateLimit = fault?.kind === 'rateLimit' ? createRateLimit(fault, now) : () => undefined;
    current = fault && { fault, left: fault.times ?? Infinity, rateLimit };
  };
  set(first);
  let strikes = 0;
  return {
    get strikes() {
      return strikes;
    },
    set,
    answer: (request, outgoing) => {
      const template = templateOf(new URL(request.url).pathname);
      if (!current || current.left <= 0 || !matches(current.fault, request.method, template)) {
        return sandbox.fetch(request);
      }
      current.left--;
      strikes++;
      const { fault, rateLimit } = current;
      return answerFaultily(fault, { request, outgoing, sandbox, errorsAs, rateLimit, closed });
    },
  };
}
