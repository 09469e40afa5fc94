import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cache, root } from './paths.mts';

/**
 * Installs what the lock file in `test/launch/locked/<name>` names into a folder of `.vscode-test`
 * once, has `finish` complete it, and returns that folder. npm compares every package with the hash
 * in the lock file. It is filled under another name first, so that an installation broken off
 * half-way is never taken for a whole one.
 */
export async function installOnce(
  name: string,
  finish: (folder: string) => Promise<void> | void,
): Promise<string> {
  const locked = lockedFolder(name);
  const folder = installedFolder(name);
  if (existsSync(folder)) {
    return folder;
  }
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(locked, unfinished, { recursive: true });
  const start = performance.now();
  process.stderr.write(`Installing ${path.basename(folder)} into .vscode-test …\n`);
  installLocked(unfinished);
  await finish(unfinished);
  renameSync(unfinished, folder);
  process.stderr.write(`Installed ${path.basename(folder)} in ${seconds(start)} s.\n`);
  return folder;
}

/** Whether that was done already. */
export function isInstalled(name: string): boolean {
  return existsSync(installedFolder(name));
}

function lockedFolder(name: string): string {
  return path.join(root, 'test/launch/locked', name);
}

function installedFolder(name: string): string {
  return path.join(cache, `${name}-${lockedVersion(lockedFolder(name))}`);
}

/** Of the only package that is asked for there. */
function lockedVersion(locked: string): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(locked, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>; // by hand, exact
  };
  return Object.values(dependencies).join('-');
}

/**
 * Installs what the lock file in `folder` names, each package as its hash there says, without
 * install scripts. What npm prints goes to standard error.
 */
export function installLocked(folder: string, ...flags: string[]): void {
  const command = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', [...command, ...flags], {
    cwd: folder,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(`npm ${[...command, ...flags].join(' ')} failed. See the lines above.`);
  }
}

/** Seconds since `start` (of `performance.now()`), with one decimal. */
export function seconds(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
