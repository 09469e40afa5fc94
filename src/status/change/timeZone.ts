import * as vscode from 'vscode';
import type { Memento } from '../../base/memento';
import { isTimeZone, personsZone, usePersonsZone } from '../../base/zonedTime';

/** The time zone of the person, where the computer's own is not to be trusted. */
export interface PersonsZone {
  /** Whether this runs on another computer than the one that the person looks at. */
  readonly isElsewhere: boolean;
  /** Asks which zone it is, unless that is known or was asked before. Tells whether it asked. */
  askOnce(): Promise<boolean>;
  /** Asks which zone it is. */
  choose(): Promise<void>;
}

const KEY = 'circuit.timeZone';

/** Tells times in the zone that was chosen on this computer before, and can ask for another. */
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
    // Kept as empty after Esc: who does not want to say is not asked again.
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

/** VS Code does not tell the zone of the window, and a server mostly has that of nobody. */
function runsElsewhere(extensionKind: vscode.ExtensionKind): boolean {
  const isRemote = vscode.env.remoteName !== undefined;
  return (
    vscode.env.uiKind === vscode.UIKind.Web ||
    (isRemote && extensionKind === vscode.ExtensionKind.Workspace)
  );
}
