import * as l10n from '@vscode/l10n';
import { clockWords, type Moment } from '../base/timeWords';
import type { EndEvent, OwnState, UntilEvent } from '../presence/model';

/** How a status that lasts until something happens is kept, or what became of it; may be empty. */
export function untilLine({ until }: OwnState, moment: Moment): string {
  switch (until?.kind) {
    case 'lasting':
      return lastingLine(until, moment);
    case 'putBack':
      return putBackLine(until.event, clockWords(until.at, moment));
    case 'leftAlone':
      return l10n.t(
        "Nothing was changed at the end, at {0}: Circuit no longer showed exactly what you chose, or your earlier status can't be set again.",
        clockWords(until.at, moment),
      );
    case undefined:
      return '';
  }
}

function lastingLine(until: UntilEvent & { kind: 'lasting' }, moment: Moment): string {
  const { event, isMine, leaseEnd, latestEnd } = until;
  if (event.kind === 'back') {
    return l10n.t(
      'It ends when you work in VS Code again after at least 5 minutes away, if Circuit still shows it then.',
    );
  }
  if (event.kind === 'dndEnd') {
    return l10n.t(
      'The message is cleared when Do Not Disturb ends, if VS Code is running then and Circuit still shows this message.',
    );
  }
  const end = clockWords(leaseEnd ?? NaN, moment);
  const latest = clockWords(latestEnd ?? NaN, moment);
  return isMine
    ? l10n.t(
        'This window extends it until {0} at the latest. If this window closes, Circuit ends it at {1}.',
        latest,
        end,
      )
    : l10n.t(
        'Another window extends it until {0} at the latest. If that window closes, Circuit ends it at {1}.',
        latest,
        end,
      );
}

function putBackLine(event: EndEvent, at: string): string {
  switch (event.kind) {
    case 'debugging':
      return l10n.t('Debugging ended at {0}; your earlier status was restored.', at);
    case 'task':
      return l10n.t('The task ended at {0}; your earlier status was restored.', at);
    case 'terminal':
      return l10n.t('The command ended at {0}; your earlier status was restored.', at);
    case 'back':
      return l10n.t('You came back at {0}; your earlier status was restored.', at);
    case 'dndEnd':
      return l10n.t('Do Not Disturb ended, and its message was cleared at {0}.', at);
  }
}
