import * as vscode from 'vscode';
import { lazy } from '../../base/async';
import type { DisposableStore } from '../../base/disposables';
import { Emitter, type Event } from '../../base/event';
import type { Memento } from '../../base/memento';
import type { AskGit } from '../questions';

/** Git on this computer and, through the helper, on the computer that a remote window works on. */
export interface GitReach {
  readonly askGit: AskGit;
  /**
   * Offers to install the helper if the files at `uri` are on another computer that lacks it. If
   * the person asked for something that needs it, waits for their answer. Otherwise offers it once
   * per window, and not if they have declined it for that computer.
   */
  reach(uri: vscode.Uri, why: 'asked' | 'seen'): Promise<void>;
  /** Fires when git can be asked where it couldn't be before. */
  readonly onDidReach: Event<void>;
}

export interface GitReachOptions {
  readonly local: AskGit;
  /** Remembers for all windows on which computers the helper was declined. */
  readonly memory: Memento;
  /** The folder in which this extension is installed. */
  readonly home: vscode.Uri;
}

/**
 * Asks git locally unless a file is on another computer. The code for those is loaded when needed.
 */
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
