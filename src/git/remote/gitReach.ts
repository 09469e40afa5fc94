import * as vscode from 'vscode';
import { lazy } from '../../base/async';
import type { DisposableStore } from '../../base/disposables';
import { Emitter, type Event } from '../../base/event';
import type { Memento } from '../../base/memento';
import type { AskGit } from '../questions';

/** Git on this computer and, through the helper, on the one that a remote window works on. */
export interface GitReach {
  readonly askGit: AskGit;
  /**
   * Offers to install the helper if the files at `uri` are on another computer and it is missing
   * there. Waits for the answer if the person asked for something that needs it; else offers it
   * once in this window, unless it was declined for that computer.
   */
  reach(uri: vscode.Uri, why: 'asked' | 'seen'): Promise<void>;
  /** Git can be asked now where it could not before. */
  readonly onDidReach: Event<void>;
}

/** What it is built from. */
export interface GitReachOptions {
  readonly local: AskGit;
  /** Kept for all windows: for which computers the helper was declined. */
  readonly memory: Memento;
  /** The folder that this extension is installed in. */
  readonly home: vscode.Uri;
}

/** Asks locally unless a file is on another computer. What is for those is loaded when needed. */
export function createGitReach(options: GitReachOptions, parts: DisposableStore): GitReach {
  const reached = parts.add(new Emitter<void>());
  const remoteGit = lazy(async () => (await import('./remoteGit')).createRemoteGit());
  const askGit: AskGit = async (question, about, signal) =>
    'uri' in about && isRemote(about.uri)
      ? (await remoteGit())(question, about, signal)
      : options.local(question, about, signal);
  const helper = lazy(async () => (await import('./installHelper')).createHelper(options, askGit));
  return {
    askGit,
    reach: async (uri, why) => {
      if (isRemote(uri) && (await (await helper()).offer(uri, why))) {
        reached.fire();
      }
    },
    onDidReach: reached.event,
  };
}

function isRemote({ scheme }: vscode.Uri): boolean {
  return scheme === 'vscode-remote';
}
