import * as l10n from '@vscode/l10n';
import { isolate } from '../../base/plainText';
import type { EndEvent } from '../model';

/** For example `Do Not Disturb until debugging ends`. */
export function untilEventWords(event: EndEvent): string {
  switch (event.kind) {
    case 'debugging':
      return l10n.t('Do Not Disturb until debugging ends');
    case 'task':
      return l10n.t('Do Not Disturb until the task "{0}" ends', isolate(event.name));
    case 'terminal':
      return l10n.t('Do Not Disturb until the command in terminal "{0}" ends', isolate(event.name));
    case 'back':
      return l10n.t('Away until you come back');
    case 'dndEnd':
      return l10n.t('Clear the message when Do Not Disturb ends');
  }
}

/** The same in two or three words; undefined if they would add nothing. */
export function shortUntilWords(event: EndEvent): string | undefined {
  switch (event.kind) {
    case 'debugging':
      return l10n.t('until debugging ends');
    case 'task':
      return l10n.t('until the task ends');
    case 'terminal':
      return l10n.t('until the command ends');
    case 'back':
      return l10n.t('Away until back');
    case 'dndEnd':
      return undefined;
  }
}
