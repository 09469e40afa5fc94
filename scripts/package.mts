// Builds what ships and writes circuit-presence.vsix. Fails when it has grown too large.
import { createVSIX } from '@vscode/vsce';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build } from './build.mts';

const root = path.dirname(import.meta.dirname);
const limits = { 'dist/extension.js': 150_000, 'circuit-presence.vsix': 400_000 };

/** Packages what `build(['product'])` has written; with other paths, another folder into another file. */
export async function packageExtension(
  cwd = root,
  packagePath = path.join(root, 'circuit-presence.vsix'),
): Promise<void> {
  // Two packages of one commit are equal, byte by byte.
  process.env['SOURCE_DATE_EPOCH'] ??= lastCommitTime();
  await createVSIX({
    cwd,
    packagePath,
    readmePath: writePackagedReadme(cwd),
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}

/**
 * The README without pictures of and links into the repository, which nobody sees there as long as
 * it is not public. With an address in `repository` this can go: vsce then makes them whole links.
 */
function writePackagedReadme(cwd: string): string {
  const file = 'dist/README.md';
  const readme = readFileSync(path.join(cwd, 'README.md'), 'utf8')
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, '')
    .replaceAll(/\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
  mkdirSync(path.join(cwd, 'dist'), { recursive: true });
  writeFileSync(path.join(cwd, file), readme);
  return file;
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

/** In seconds since 1970, as SOURCE_DATE_EPOCH wants it; a fixed day where there is no git history. */
function lastCommitTime(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  } catch {
    return '1000000000';
  }
}

if (import.meta.main) {
  await build(['product']);
  await packageExtension();
  process.exit(checkSizes() ? 0 : 1); // vsce leaves a handle open
}
