import * as vscode from 'vscode';
import type { PartialAnswer, WhyNoHelper, WhyUntold } from '../git/questions';

/** The reason git has no answer, as a localised sentence. */
export function untoldWords(why: WhyUntold): string {
  const { l10n } = vscode;
  switch (why) {
    case 'untrusted':
      return l10n.t("Git isn't used because this workspace isn't trusted.");
    case 'elsewhere':
      return l10n.t("Git isn't available because these files aren't on this computer.");
    case 'browser':
      return l10n.t("Git isn't available because it can't be started from a browser.");
    case 'noGit':
      return l10n.t(
        "Git isn't used because VS Code's Git extension is disabled or didn't find Git.",
      );
    case 'gitElsewhere':
      return l10n.t(
        "Git isn't available because it runs on a different computer than this extension.",
      );
    case 'noRepository':
      return l10n.t("This isn't in an open Git repository.");
    case 'unreadable':
      return l10n.t("This file can't be read or is too large.");
    case 'failed':
      return l10n.t('Git has no history for this yet.');
    case 'notStarted':
      return l10n.t("Git couldn't be started.");
    case 'timeout':
      return l10n.t('Git took too long.');
    case 'tooMuch':
      return l10n.t("Git's output is too large.");
    case 'noHelper':
    case 'oldHelper':
    case 'newHelper':
    case 'lost':
      return noHelperWords(why);
  }
}

function noHelperWords(why: WhyNoHelper): string {
  const { l10n } = vscode;
  switch (why) {
    case 'noHelper':
      return l10n.t(
        "Git isn't available because its helper isn't installed on the computer with these files.",
      );
    case 'oldHelper':
      return l10n.t(
        "Git isn't available until you reload the window, which starts the new helper.",
      );
    case 'newHelper':
      return l10n.t(
        "Git isn't available because its helper is newer than this extension. Update Circuit Presence.",
      );
    case 'lost':
      return l10n.t("The Git helper on the computer with these files didn't respond.");
  }
}

/** What is missing from git's answer, as localised sentences. */
export function partialWords({ isWhole, isShallow }: PartialAnswer<unknown>): readonly string[] {
  const { l10n } = vscode;
  return [
    ...(isWhole ? [] : [l10n.t('Git took too long, so only the latest changes are counted.')]),
    ...(isShallow
      ? [l10n.t('This is a shallow clone, so the authors of older lines are unknown.')]
      : []),
  ];
}
