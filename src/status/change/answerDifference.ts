import * as l10n from '@vscode/l10n';
import { escapeLinks, isolate, plainMessage } from '../../base/plainText';
import { clockWords, MINUTE_MS, type Moment } from '../../base/timeWords';
import type { Presence } from '../../circuit/schemas';
import type { PresenceChange } from '../../presence/presenceChange';
import { stateWord } from '../../presence/stateWords';

/**
 * The sentence about what Circuit shows if it differs from what was requested; otherwise undefined.
 */
export function describeDifference(
  change: PresenceChange,
  answer: Presence,
  moment: Moment,
): string | undefined {
  if (change.state !== undefined && change.state !== answer.state) {
    return otherState(change.state, answer);
  }
  const { dndUntil, statusMessage } = change;
  if (answer.state === 'DND' && dndUntil !== undefined && !isNear(answer.dndUntil, dndUntil)) {
    return otherEnd(answer.dndUntil, dndUntil, moment);
  }
  return statusMessage === undefined || statusMessage.trim() === answer.statusMessage.trim()
    ? undefined
    : otherMessage(answer.statusMessage);
}

function otherState(wanted: NonNullable<PresenceChange['state']>, answer: Presence): string {
  const [shown, asked] = [stateWord(answer.state), stateWord(wanted)];
  return answer.isOptedOut
    ? l10n.t(
        'Circuit shows {0} instead of {1} because a Circuit setting hides your presence.',
        shown,
        asked,
      )
    : l10n.t(
        'Circuit shows {0} instead of {1} and gives no reason. A call, a meeting, or another Circuit app may be the cause.',
        shown,
        asked,
      );
}

function otherEnd(shown: number | undefined, asked: number, moment: Moment): string {
  return shown === undefined
    ? l10n.t('Circuit shows Do Not Disturb without an end time.')
    : l10n.t(
        'Circuit ends Do Not Disturb at {0}, not at {1}.',
        clockWords(shown, moment),
        clockWords(asked, moment),
      );
}

function otherMessage(shown: string): string {
  const message = isolate(escapeLinks(plainMessage(shown)));
  return message === ''
    ? l10n.t('Circuit accepted the change but shows no status message.')
    : l10n.t('Circuit shows a different status message: {0}', message);
}

/** Circuit may round to the minute. */
function isNear(shown: number | undefined, asked: number): boolean {
  return shown !== undefined && Math.abs(shown - asked) < MINUTE_MS;
}
