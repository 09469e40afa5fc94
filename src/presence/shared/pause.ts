import * as l10n from '@vscode/l10n';
import { clockWords, inSecondsWords } from '../../base/timeWords';
import { type CircuitError, describeStatus, HttpError, NetworkError } from '../../circuit/errors';

const baseMs = 30_000;
const capMs = 300_000;
const longestWaitMs = 24 * 60 * 60_000;

/**
 * The wait after another failure in milliseconds: between 30 s and 30 s doubled for each of the
 * `failures` before, at most 300 s. `random` is from 0 to 1.
 */
export function backoffMs(failures: number, random: number): number {
  const longest = Math.min(capMs, baseMs * 2 ** (failures + 1));
  return baseMs + random * (longest - baseMs);
}

/** `Retry-After` plus up to a fifth, so that not everybody returns at once; at most a day. */
export function politeWaitMs(retryAfterMs: number, random: number): number {
  return Math.min(longestWaitMs, Math.max(0, retryAfterMs) * (1 + random / 5));
}

/** One success does not prove that a flapping server has recovered. */
export function failuresAfterSuccess(failures: number): number {
  return Math.floor(failures / 2);
}

const tooManyRequests = 429;
const firstWaitAfter429Ms = 60_000;
const actAgainAfterMs = 30_000;
const tryAgainAfter429Ms = 60_000;

/** The consequences of failures, for all windows. Times are epoch milliseconds. */
export interface Pause {
  /** When it was decided. */
  readonly at: number;
  readonly failures: number;
  /** No request before this time; 0 if there is nothing to wait for. */
  readonly notBefore: number;
  /** The HTTP status of the last failure; 0 if there was no usable answer. */
  readonly status: number;
}

export const noPause: Pause = { at: 0, failures: 0, notBefore: 0, status: 0 };

/** The pause after one more failure. `random` is from 0 to 1. */
export function pauseAfterFailure(error: CircuitError, before: Pause, random: number): Pause {
  const at = Date.now();
  const { status, retryAfterMs } =
    error instanceof HttpError ? error : { status: 0, retryAfterMs: undefined };
  const wait = Math.max(
    backoffMs(before.failures, random),
    status === tooManyRequests && retryAfterMs === undefined ? firstWaitAfter429Ms : 0,
    politeWaitMs(retryAfterMs ?? 0, random),
  );
  return { at, failures: before.failures + 1, notBefore: at + wait, status };
}

/** The pause after a success requested at `begun`; later failures still count. */
export function pauseAfterSuccess(before: Pause, begun: number): Pause {
  return before.at > begun && before.notBefore > Date.now()
    ? before
    : { at: Date.now(), failures: failuresAfterSuccess(before.failures), notBefore: 0, status: 0 };
}

/** The reason even a person's request must wait; undefined if it may be sent. */
export function refuseDuringPause(
  pause: Pause,
  act: 'set' | 'refresh' | 'inPassing',
): CircuitError | undefined {
  const now = Date.now();
  if (pause.notBefore <= now) {
    return undefined;
  }
  if (pause.status === tooManyRequests) {
    return act === 'inPassing' ? waitError(pause) : refuseForAMinute(pause, now);
  }
  const waitMs = pause.at + actAgainAfterMs - now;
  return act === 'refresh' && pause.status !== 0 && waitMs > 0
    ? new HttpError(
        l10n.t(
          "Circuit couldn't respond a moment ago. Try again {0}.",
          inSecondsWords(Math.ceil(waitMs / 1000)),
        ),
        pause.status,
        waitMs,
      )
    : undefined;
}

/**
 * However long Circuit asked to wait, a person may try after a minute, and is told the consequence.
 */
function refuseForAMinute(pause: Pause, now: number): CircuitError | undefined {
  const waitMs = pause.at + tryAgainAfter429Ms - now;
  if (waitMs <= 0) {
    return undefined;
  }
  const error = waitError(pause);
  return pause.notBefore <= now + waitMs
    ? error
    : new HttpError(
        l10n.t(
          '{0} You can try again {1}, but Circuit may then make everyone wait longer.',
          error.message,
          inSecondsWords(Math.ceil(waitMs / 1000)),
        ),
        pause.status,
        waitMs,
      );
}

function waitError({ status, notBefore }: Pause): CircuitError {
  const now = Date.now();
  const until = clockWords(notBefore, { now });
  const sentence = l10n.t(
    'Circuit is receiving too many requests and asked to wait until {0}.',
    until,
  );
  return new HttpError(sentence, status, notBefore - now);
}

/**
 * The cause of a pause, for windows that did not see the failure themselves. Without a time, since
 * the time of the next try is shown separately.
 */
export function pauseError({ status, notBefore }: Pause): CircuitError {
  return status === 0
    ? new NetworkError(l10n.t("Couldn't reach Circuit."), 'unreachable')
    : new HttpError(describeStatus(status), status, notBefore - Date.now());
}
