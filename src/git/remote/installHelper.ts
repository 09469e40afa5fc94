import * as vscode from 'vscode';
import type { AskGit, WhyUntold } from '../questions';
import type { GitReachOptions } from './gitReach';
import { remoteName } from './remoteName';

const installDeadlineMs = 60_000;
/** VS Code starts what it has just installed within about a second. */
const startDeadlineMs = 10_000;
const lookEveryMs = 250;

/** The helper on another computer. */
export interface Helper {
  /**
   * Resolves to true if git can be asked now but couldn't before. Tells the person if the helper
   * couldn't be installed.
   */
  offer(uri: vscode.Uri, why: 'asked' | 'seen'): Promise<boolean>;
}

/** Installs the package in this extension's folder. */
export function createHelper({ memory, home }: GitReachOptions, askGit: AskGit): Helper {
  const vsix = vscode.Uri.joinPath(home, 'dist/circuit-presence-git.vsix');
  let isLookedFor = false;
  const isWanted = async (authority: string, why: 'asked' | 'seen') => {
    const key = `circuit.gitHelperDeclined:${authority}`;
    if (why === 'seen' && memory.get(key) === true) {
      return false;
    }
    const isAccepted = await ask(remoteName(authority), why === 'asked');
    await memory.update(key, isAccepted ? undefined : true);
    return isAccepted;
  };
  return {
    offer: async (uri, why) => {
      if (why === 'seen' && isLookedFor) {
        return false;
      }
      isLookedFor = true;
      const missing = await missingAt(uri, askGit);
      const isOld = missing === 'oldHelper';
      if (missing === undefined || (!isOld && !(await isWanted(uri.authority, why)))) {
        return false;
      }
      const isReached = await install(vsix, uri, askGit);
      if (!isReached) {
        void vscode.window.showWarningMessage(byHandWords(uri.authority, vsix));
      }
      return isReached;
    },
  };
}

/** Undefined if the helper answers, whatever the answer is. */
async function missingAt(uri: vscode.Uri, askGit: AskGit): Promise<WhyUntold | undefined> {
  const answer = await askGit('root', { uri }, new AbortController().signal);
  const why = answer.kind === 'untold' ? answer.why : undefined;
  return why === 'noHelper' || why === 'oldHelper' ? why : undefined;
}

/** A dialog if the person is waiting, otherwise a notification. */
async function ask(remote: string, isAwaited: boolean): Promise<boolean> {
  const { l10n } = vscode;
  const yes = l10n.t('Install');
  const question = l10n.t(
    'To find out who wrote this code, Circuit Presence needs a small helper on {0}, where Git runs. Install it?',
    remote,
  );
  const detail = l10n.t(
    'It only answers what git log and git blame would show, and sends nothing anywhere.',
  );
  const answer = await vscode.window.showInformationMessage(
    isAwaited ? question : `${question} ${detail}`,
    { modal: isAwaited, detail },
    yes,
  );
  return answer === yes;
}

/** True once the helper answers. */
async function install(vsix: vscode.Uri, uri: vscode.Uri, askGit: AskGit): Promise<boolean> {
  const title = vscode.l10n.t('Installing the helper on {0}', remoteName(uri.authority));
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title }, async () => {
    const isInstalled = await inTime(
      vscode.commands.executeCommand('workbench.extensions.installExtension', vsix, {
        donotSync: true,
      }),
    );
    const until = Date.now() + startDeadlineMs;
    while (isInstalled && Date.now() < until) {
      if ((await missingAt(uri, askGit)) === undefined) {
        return true;
      }
      await new Promise(resolve => setTimeout(resolve, lookEveryMs));
    }
    return false;
  });
}

async function inTime(installing: Thenable<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), installDeadlineMs);
  try {
    // VS Code shows why it failed, or logs it.
    const done = installing.then(
      () => true,
      () => false,
    );
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function byHandWords(authority: string, vsix: vscode.Uri): string {
  const { l10n } = vscode;
  const remote = remoteName(authority);
  return vsix.scheme === 'file'
    ? l10n.t(
        'The helper on {0} can\'t be used yet. Reload the window. If that doesn\'t help, install {1} there with "Extensions: Install from VSIX...".',
        remote,
        vsix.fsPath,
      )
    : l10n.t(
        "The helper on {0} can't be used yet. Reload the window. If that doesn't help, ask your administrator to install circuit-presence-git.vsix there.",
        remote,
      );
}
