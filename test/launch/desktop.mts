import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { cache } from './paths.mts';

const installedAt = [
  '/usr/share/code/code',
  '/opt/visual-studio-code/code',
  '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
  path.join(homedir(), 'Applications/Visual Studio Code.app/Contents/MacOS/Electron'),
  path.join(process.env['LOCALAPPDATA'] ?? '', 'Programs/Microsoft VS Code/Code.exe'),
  'C:\\Program Files\\Microsoft VS Code\\Code.exe',
];

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(display => display)
  );
}

/** The executable of a desktop VS Code: an installed one, else one downloaded into `.vscode-test`. */
export async function findDesktop(): Promise<{ executable: string; why: string }> {
  if (!hasDisplay()) {
    throw new Error('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  }
  const installed = installedAt.find(file => existsSync(file));
  if (installed !== undefined) {
    return { executable: installed, why: 'installed' };
  }
  const executable = await downloadAndUnzipVSCode({ cachePath: cache, timeout: 15_000 });
  return { executable, why: 'downloaded by @vscode/test-electron' };
}
