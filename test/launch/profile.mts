import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Keeps the window to what is looked at: no welcome, no chat, no questions, nothing over the network. */
export const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A fresh VS Code user: folders of its own below one temporary folder. */
export interface Profile {
  readonly userData: string;
  readonly extensions: string;
  /** An empty folder to open in the window. */
  readonly workspace: string;
  /** Replaces the user's settings; the quiet ones stay below them. */
  readonly writeSettings: (settings: Record<string, unknown>) => void;
  readonly remove: () => void;
}

/** Makes the folders. Both builds of VS Code read `User/settings.json` below `userData`. */
export function createProfile(settings: Record<string, unknown> = {}): Profile {
  const home = mkdtempSync(path.join(tmpdir(), 'circuit-presence-'));
  const folder = (name: string) => {
    mkdirSync(path.join(home, name), { recursive: true });
    return path.join(home, name);
  };
  const user = folder('server/data/User');
  const profile = {
    userData: path.dirname(user),
    extensions: folder('extensions'),
    workspace: folder('workspace'),
    writeSettings: (wanted: Record<string, unknown>) => {
      const all = JSON.stringify({ ...quiet, ...wanted }, undefined, 2);
      writeFileSync(path.join(user, 'settings.json'), all);
    },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
  profile.writeSettings(settings);
  return profile;
}

/** Puts an extension where VS Code, at its first start, takes in whatever lies there. */
export function installFolder({ extensions }: Profile, folder: string): void {
  const { publisher, name, version } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as Record<string, string>; // a manifest of ours
  cpSync(folder, path.join(extensions, `${publisher}.${name}-${version}`), { recursive: true });
}
