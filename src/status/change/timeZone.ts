import * as vscode from 'vscode';
import type { Memento } from '../../base/memento';
import { isTimeZone, personsZone, usePersonsZone } from '../../base/zonedTime';

/** The person's time zone, where the computer's cannot be trusted. */
export interface PersonsZone {
  /** Whether this runs on another computer than the person's. */
  readonly isElsewhere: boolean;
  /** Asks for the zone unless it is known or was asked before. Returns whether it asked. */
  askOnce(): Promise<boolean>;
  /** Asks for the zone. */
  choose(): Promise<void>;
}

const KEY = 'circuit.timeZone';

/** Uses the zone chosen earlier on this computer, and can ask for another. */
export function createPersonsZone(
  memory: Memento,
  extensionKind: vscode.ExtensionKind,
): PersonsZone {
  const isElsewhere = runsElsewhere(extensionKind);
  const stored = memory.get(KEY);
  if (isElsewhere && typeof stored === 'string' && isTimeZone(stored)) {
    usePersonsZone(stored);
  }
  const choose = async () => {
    const { pickZone } = await import('./pickZone');
    const zone = await pickZone();
    // Empty after Escape, so that the person is not asked again.
    await memory.update(KEY, zone ?? personsZone() ?? '');
    if (zone !== undefined) {
      usePersonsZone(zone);
    }
  };
  return {
    isElsewhere,
    choose,
    async askOnce() {
      const asks = isElsewhere && memory.get(KEY) === undefined;
      await (asks ? choose() : undefined);
      return asks;
    },
  };
}

/** VS Code does not report the window's zone, and a server's zone is usually not the person's. */
function runsElsewhere(extensionKind: vscode.ExtensionKind): boolean {
  const isRemote = vscode.env.remoteName !== undefined;
  return (
    vscode.env.uiKind === vscode.UIKind.Web ||
    (isRemote && extensionKind === vscode.ExtensionKind.Workspace)
  );
}
