import * as vscode from 'vscode';
import type { LogChannel } from '../base/log';
import type { CommandTable } from '../commandIds';
import type { OwnState, PresenceStore } from '../presence/store';
import type { Settings } from '../settings';
import type { CurrentAccount } from './account';
import { createConnectionCheck } from './checkConnection';
import type { Demo } from './demo';
import { hostKind, writeDiagnostics } from './diagnostics';
import type { HostQuirks } from './hostQuirks';
import type { CircuitAuthenticationProvider } from './provider';
import type { SessionAccess } from './sessionAccess';
import type { Setup } from './signIn/setup';
import { signIn } from './signIn/signInCommand';
import type { Sessions } from './storage/sessions';

/** What the account commands work on. */
export interface AccountCommandParts extends AccountCommandSource {
  readonly sessions: Sessions;
  readonly provider: CircuitAuthenticationProvider;
  readonly setup: Setup;
  readonly settings: Settings;
  readonly demo: Demo;
  readonly sessionAccess: Pick<SessionAccess, 'sessionId' | 'check'>;
  readonly account: CurrentAccount;
  readonly quirks: HostQuirks;
  readonly log: LogChannel;
}

/** What they need from the rest of the extension. */
export interface AccountCommandSource {
  /** The id and the version of this extension. */
  readonly id: string;
  readonly version: string;
  readonly signedIn: {
    /** Undefined while nobody is signed in. */
    readonly current: { readonly store: PresenceStore; readonly lists: CountedLists } | undefined;
    get(): Promise<{ welcome(): Promise<void> }>;
  };
}

/** The lists whose lengths *Copy Diagnostics* reports. */
interface CountedLists {
  readonly watchList: {
    readonly watching: { readonly people: readonly unknown[]; readonly groups: readonly unknown[] };
  };
  readonly notices: { readonly waiting: readonly unknown[] };
}

/** The account commands, including those that need no sign-in. */
export function accountCommands(parts: AccountCommandParts): CommandTable<'account'> {
  const { account, signedIn, quirks, log } = parts;
  const welcome = async () => {
    if (account.account) {
      await (await signedIn.get()).welcome();
    }
  };
  return {
    'circuit.signIn': async () => {
      await signIn(parts);
      await welcome();
    },
    'circuit.signOut': () => signOut(parts),
    'circuit.checkConnection': createConnectionCheck(account, quirks, log),
    'circuit.startDemo': async () => {
      await startDemo(parts);
      await welcome();
    },
    'circuit.leaveDemo': () => leaveDemo(parts),
    'circuit.copyDiagnostics': () => copyDiagnostics(parts),
    'circuit.showLog': () => log.show(),
    'circuit.openWalkthrough': async () => {
      const walkthrough = `${parts.id}#start`;
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
    },
  };
}

async function signOut({ sessions, provider, demo }: AccountCommandParts): Promise<void> {
  const session = await sessions.load();
  if (session) {
    await provider.removeSession(session.id);
    return;
  }
  // Not awaited: the command has finished, even while the message stays open.
  void vscode.window.showInformationMessage(
    demo.account
      ? vscode.l10n.t('You\'re in the demo. To end it, run "Leave the Demo".')
      : vscode.l10n.t("You're not signed in to Circuit."),
  );
}

async function startDemo({ demo }: AccountCommandParts): Promise<void> {
  await demo.start();
}

async function leaveDemo({ demo }: AccountCommandParts): Promise<void> {
  await demo.leave();
}

/** Copies facts that help to find a fault and are safe to paste anywhere. */
async function copyDiagnostics(parts: AccountCommandParts): Promise<void> {
  const { store, lists } = parts.signedIn.current ?? {};
  const connection = store?.connection ?? { kind: 'signedOut' };
  const text = writeDiagnostics({
    extension: parts.version,
    vscode: vscode.version,
    platform: vscode.env.appHost === 'desktop' ? process.platform : vscode.env.appHost,
    where: whereWeRun(),
    host: hostKind(parts.account.account),
    connection: connection.kind,
    lastError: connection.kind === 'offline' ? connection.reason.kind : 'none',
    watched: lists?.watchList.watching.people.length ?? 0,
    groups: lists?.watchList.watching.groups.length ?? 0,
    notices: lists?.notices.waiting.length ?? 0,
    presenceCheckedAgo: describeAge(store?.own),
  });
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('The diagnostics were copied to the clipboard.'),
    3_000,
  );
}

/**
 * The age of what is shown, which tells whether polling works; a clock time would give away a time
 * zone.
 */
function describeAge(own: OwnState | undefined): string {
  return own?.known ? `${Math.round((Date.now() - own.known.checkedAt) / 1000)} s` : 'never';
}

function whereWeRun(): 'this computer' | 'remote' | 'browser' {
  if (vscode.env.uiKind === vscode.UIKind.Web) {
    return 'browser';
  }
  return vscode.env.remoteName === undefined ? 'this computer' : 'remote';
}
