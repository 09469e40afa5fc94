import * as l10n from '@vscode/l10n';
import { agoWords, clockWords } from '../base/timeWords';
import type { Known, OwnState } from '../presence/store';
import { isRefused, type Scene, type SignedInConnection } from './barText';

/** Why the user's presence is what it is or is unknown, and how old that is; may be empty. */
export function whyLine(connection: SignedInConnection, own: OwnState, scene: Scene): string {
  switch (connection.kind) {
    case 'connecting':
      return '';
    case 'offline':
      if (isRefused(connection)) {
        return connection.reason.message;
      }
      return [
        connection.reason.message,
        retryLine(connection.retryAt, scene),
        checkedLine(own, scene),
      ]
        .filter(line => line !== '')
        .join(' ');
    case 'online':
      return ageLine(own, scene);
  }
}

function retryLine(retryAt: number | undefined, scene: Scene): string {
  return retryAt === undefined || retryAt <= scene.now
    ? ''
    : l10n.t('Next attempt at {0}.', clockWords(retryAt, scene));
}

/** While Circuit is unreachable, shows one time, that of the next try, and one age. */
function checkedLine({ known }: OwnState, scene: Scene): string {
  return known ? l10n.t('Checked {0}.', checkedWords(known, scene)) : '';
}

function ageLine({ known, cause }: OwnState, scene: Scene): string {
  if (!known) {
    return '';
  }
  const checked = checkedWords(known, scene);
  switch (cause.kind) {
    case 'setHere':
      return l10n.t('Set here at {0}; checked {1}.', clockWords(cause.at, scene), checked);
    case 'elsewhere':
      return l10n.t('Changed outside VS Code; checked {0}.', checked);
    case 'unknown':
      return l10n.t('Checked {0}.', checked);
  }
}

function checkedWords({ checkedAt }: Known, scene: Scene): string {
  return scene.focused
    ? agoWords(checkedAt, scene)
    : l10n.t('at {0}', clockWords(checkedAt, scene));
}
