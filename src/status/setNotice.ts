import * as l10n from '@vscode/l10n';
import type { Moment } from '../base/timeWords';
import type { SetNotice } from '../presence/set/lateSet';
import { updateWords } from '../presence/stateWords';

/** The outcome of a change that nothing waits for any more, as a sentence. */
export function describeSetNotice(notice: SetNotice, moment: Moment): string {
  switch (notice.kind) {
    case 'sentAgain':
      return l10n.t(
        'Circuit applied an earlier change late and showed {0}. Your last choice was set again: {1}.',
        updateWords(notice.late, moment),
        updateWords(notice.update, moment),
      );
    case 'overturned':
      return l10n.t(
        'Circuit applied an earlier change late and shows {0}. To keep your last choice, choose it again: {1}.',
        updateWords(notice.late, moment),
        updateWords(notice.update, moment),
      );
    case 'lost':
      return notice.shown
        ? l10n.t(
            'A window was closed while setting your status to {0}. Circuit shows {1}.',
            updateWords(notice.update, moment),
            updateWords(notice.shown, moment),
          )
        : l10n.t(
            "A window was closed while setting your status to {0}, and Circuit can't be reached to check the result.",
            updateWords(notice.update, moment),
          );
    case 'notSet':
      return l10n.t("The status you chose in another window wasn't set. {0}", notice.reason);
  }
}
