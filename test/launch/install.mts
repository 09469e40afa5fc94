import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cache } from './paths.mts';

/**
 * Fills `.vscode-test/<name>` by `fill` once and returns that folder. It is filled under another
 * name first, so that an installation broken off half-way is never taken for a whole one.
 */
export async function installOnce(
  name: string,
  fill: (folder: string) => Promise<void> | void,
): Promise<string> {
  const folder = path.join(cache, name);
  if (existsSync(folder)) {
    return folder;
  }
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(path.join(unfinished, 'package.json'), '{"private":true}\n');
  const start = performance.now();
  process.stderr.write(`Installing ${name} into .vscode-test …\n`);
  await fill(unfinished);
  renameSync(unfinished, folder);
  process.stderr.write(`Installed ${name} in ${seconds(start)} s.\n`);
  return folder;
}

/** Runs `npm install` in `folder`, without install scripts; its output goes to standard error. */
export function npmInstall(folder: string, ...args: string[]): void {
  const command = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', [...command, ...args], {
    cwd: folder,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(`npm ${[...command, ...args].join(' ')} failed. See the lines above.`);
  }
}

/** Seconds since `start` (of `performance.now()`), with one decimal. */
export function seconds(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
