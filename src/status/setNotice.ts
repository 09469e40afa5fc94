import * as l10n from '@vscode/l10n';
import type { Moment } from '../base/timeWords';
import type { SetNotice } from '../presence/lateSet';
import { updateWords } from '../presence/stateWords';

/** Says what became of a choice that nobody waits for any more. */
export function describeSetNotice(notice: SetNotice, moment: Moment): string {
  switch (notice.kind) {
    case 'sentAgain':
      return l10n.t(
        'Circuit carried out an earlier change late and showed {0}. What you chose after it was set again: {1}.',
        updateWords(notice.late, moment),
        updateWords(notice.update, moment),
      );
    case 'overturned':
      return l10n.t(
        'Circuit carried out an earlier change late and shows {0}. Choose again if you want what you chose after it: {1}.',
        updateWords(notice.late, moment),
        updateWords(notice.update, moment),
      );
    case 'lost':
      return notice.shown
        ? l10n.t(
            'A window was closed while it was setting {0}. Circuit shows {1}.',
            updateWords(notice.update, moment),
            updateWords(notice.shown, moment),
          )
        : l10n.t(
            'A window was closed while it was setting {0}, and Circuit cannot be asked what came of it.',
            updateWords(notice.update, moment),
          );
    case 'notSet':
      return l10n.t('What was chosen in another window was not set. {0}', notice.reason);
  }
}
