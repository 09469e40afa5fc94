import * as vscode from 'vscode';
import type { PartialAnswer, WhyUntold } from '../git/questions';

/** The reason git has no answer, as a localised sentence. */
export function untoldWords(why: WhyUntold): string {
  const { l10n } = vscode;
  switch (why) {
    case 'untrusted':
      return l10n.t('Git is not asked, because this workspace is not trusted.');
    case 'elsewhere':
      return l10n.t('Git is out of reach: these files are not on this computer.');
    case 'browser':
      return l10n.t('Git is out of reach: it cannot be started from a browser.');
    case 'noGit':
      return vscode.env.remoteName === undefined
        ? l10n.t('Git is not asked, because VS Code’s Git extension is off or found no git.')
        : l10n.t('Git is out of reach: it runs on another computer than this extension.');
    case 'noRepository':
      return l10n.t('This is in no git repository that is open in VS Code.');
    case 'unreadable':
      return l10n.t('This file cannot be read, or is too large.');
    case 'failed':
      return l10n.t('Git knows nothing about this yet.');
    case 'notStarted':
      return l10n.t('Git could not be started.');
    case 'timeout':
      return l10n.t('Git needed too long.');
    case 'tooMuch':
      return l10n.t('Git’s answer is too large.');
  }
}

/** What is missing from git's answer, as localised sentences. */
export function partialWords({ isWhole, isShallow }: PartialAnswer<unknown>): readonly string[] {
  const { l10n } = vscode;
  return [
    ...(isWhole ? [] : [l10n.t('Git needed too long: only the latest changes are counted.')]),
    ...(isShallow
      ? [l10n.t('This is a shallow clone: who wrote what is older is not known here.')]
      : []),
  ];
}
