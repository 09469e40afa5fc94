// Builds what ships and writes circuit-presence.vsix. Fails when it has grown too large.
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { build } from './build.mts';

const root = path.dirname(import.meta.dirname);
const run = promisify(execFile);
const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
const limits = { 'dist/extension.js': 150_000, 'circuit-presence.vsix': 400_000 };

/**
 * Packages what `build(['product'])` has written; with other paths, another folder into another file.
 * Two packages of one commit are equal, byte by byte, in whatever time zone, locale and umask.
 */
export async function packageExtension(
  cwd = root,
  packagePath = path.join(root, 'circuit-presence.vsix'),
): Promise<void> {
  const staged = mkdtempSync(path.join(tmpdir(), 'circuit-presence-package-'));
  try {
    await stage(cwd, staged);
    const flags = [
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
    ];
    const env = { ...process.env, SOURCE_DATE_EPOCH: sourceDate(), TZ: 'UTC', LC_ALL: 'C' };
    const command = [vsce, 'package', ...flags, '--out', packagePath];
    const { stdout } = await run(process.execPath, command, { cwd: staged, env });
    console.log(stdout);
  } finally {
    rmSync(staged, { recursive: true });
  }
}

/** Copies what ships, since the package keeps the rights of its files, which differ with the umask. */
async function stage(cwd: string, target: string): Promise<void> {
  const shipped = await listFiles({ cwd, packageManager: PackageManager.None });
  for (const file of [...shipped, '.vscodeignore']) {
    const copy = path.join(target, file);
    const content = readFileSync(path.join(cwd, file));
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, file === 'README.md' ? packagedReadme(content.toString()) : content);
    chmodSync(copy, 0o644);
  }
}

/**
 * The README without pictures of and links into the repository, which nobody sees there as long as
 * it is not public. With an address in `repository` this can go: vsce then makes them whole links.
 */
function packagedReadme(readme: string): string {
  return readme
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, '')
    .replaceAll(/\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
}

/** Prints what was packaged. Returns whether everything is as small as it has to be. */
export function checkSizes(): boolean {
  const tooLarge = Object.entries(limits).filter(([file, limit]) => {
    const { size } = statSync(path.join(root, file));
    console.log(`${file}: ${size} bytes of ${limit}${size > limit ? ': TOO LARGE' : ''}`);
    return size > limit;
  });
  return tooLarge.length === 0;
}

/**
 * When the commit was made, in seconds since 1970, unless the environment has a SOURCE_DATE_EPOCH;
 * a fixed day where there is no git history.
 */
function sourceDate(): string {
  try {
    const git = ['log', '-1', '--format=%ct'];
    return (
      process.env['SOURCE_DATE_EPOCH'] ??
      execFileSync('git', git, { cwd: root, encoding: 'utf8' }).trim()
    );
  } catch {
    return '1000000000';
  }
}

if (import.meta.main) {
  await build(['product']);
  await packageExtension();
  process.exitCode = checkSizes() ? 0 : 1;
}
