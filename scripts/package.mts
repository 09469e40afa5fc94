// Builds what ships and writes circuit-presence.vsix, and circuit-presence-git.vsix, which is in it
// too. Fails when one has grown too large.
// For a company: npm run package -- --host <its Circuit> --client-id <of its OAuth app>
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
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
import { parseArgs, promisify } from 'node:util';
import { build } from './build.mts';
import { packagedReadme } from './packagedReadme.mts';
import { runBundled } from './runBundled.mts';

const root = path.dirname(import.meta.dirname);
const run = promisify(execFile);
const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
const limits = {
  'dist/extension.js': 150_000,
  'dist/webExtension.js': 420_000,
  'circuit-presence-git.vsix': 20_000,
  'circuit-presence.vsix': 450_000,
};

/** Default values of settings that one company's package has. */
export type Defaults = Readonly<Record<'circuit.host' | 'circuit.clientIds', unknown>>;

/**
 * Packages what `build` has written; with other paths, another folder into another file. If the
 * folder has a companion, that is packaged first, into a file beside it, and is part of the package.
 * Two packages of one commit are equal, byte by byte, in whatever time zone, locale and umask. Gives
 * what is in it, as vsce lists it.
 */
export async function packageExtension(
  cwd = root,
  packagePath = path.join(root, 'circuit-presence.vsix'),
  defaults?: Defaults,
): Promise<string> {
  const staged = mkdtempSync(path.join(tmpdir(), 'circuit-presence-package-'));
  try {
    await stage(cwd, staged);
    if (existsSync(path.join(cwd, 'companion'))) {
      const companion = path.join(path.dirname(packagePath), 'circuit-presence-git.vsix');
      await packageCompanion(cwd, companion);
      copyInto(path.join(staged, 'dist/circuit-presence-git.vsix'), readFileSync(companion));
    }
    if (defaults) {
      writeDefaults(path.join(staged, 'package.json'), defaults);
    }
    return await packageStaged(staged, packagePath);
  } finally {
    rmSync(staged, { recursive: true });
  }
}

/** The helper beside a remote git, with the version and the licence of the extension it belongs to. */
async function packageCompanion(cwd: string, packagePath: string): Promise<void> {
  const staged = mkdtempSync(path.join(tmpdir(), 'circuit-presence-companion-'));
  try {
    const read = (file: string) => readFileSync(path.join(cwd, file));
    const { version } = JSON.parse(read('package.json').toString()) as { version: string }; // our own
    const manifest = JSON.parse(read('companion/package.json').toString()) as object; // our own
    const files = {
      'package.json': `${JSON.stringify({ ...manifest, version }, null, 2)}\n`,
      'package.nls.json': read('companion/package.nls.json'),
      'package.nls.de.json': read('companion/package.nls.de.json'),
      'README.md': read('companion/README.md'),
      LICENSE: read('LICENSE'),
      'extension.js': read('dist/companion/extension.js'),
    };
    Object.entries(files).forEach(([name, text]) => copyInto(path.join(staged, name), text));
    await packageStaged(staged, packagePath);
  } finally {
    rmSync(staged, { recursive: true });
  }
}

/** Gives what vsce says of the package. */
async function packageStaged(staged: string, packagePath: string): Promise<string> {
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const env = { ...process.env, SOURCE_DATE_EPOCH: sourceDate(), TZ: 'UTC', LC_ALL: 'C' };
  const command = [vsce, 'package', ...flags, '--out', packagePath];
  const { stdout } = await run(process.execPath, command, { cwd: staged, env });
  return stdout;
}

function copyInto(copy: string, content: Buffer | string): void {
  mkdirSync(path.dirname(copy), { recursive: true });
  writeFileSync(copy, content);
  chmodSync(copy, 0o644);
}

/** Copies what ships, since the package keeps the rights of its files, which differ with the umask. */
async function stage(cwd: string, target: string): Promise<void> {
  const shipped = await listFiles({ cwd, packageManager: PackageManager.None });
  for (const file of [...shipped, '.vscodeignore']) {
    const content = readFileSync(path.join(cwd, file));
    copyInto(path.join(target, file), file === 'README.md' ? packagedReadme(cwd) : content);
  }
}

/**
 * Reads `--host` and `--client-id`; undefined without them. Throws a sentence where the extension would
 * refuse one as a setting.
 */
export async function readDefaults(args: string[]): Promise<Defaults | undefined> {
  const { values } = parseArgs({
    args,
    options: { host: { type: 'string' }, 'client-id': { type: 'string' } },
  });
  const { host, 'client-id': clientId } = values;
  if (host === undefined && clientId === undefined) {
    return undefined;
  }
  const { readHost, isClientId } = (await runBundled('src/settingReaders.ts')) as Readers;
  const read = readHost(host);
  if (read.kind !== 'ok' || clientId === undefined) {
    const reason = read.kind === 'bad' ? ` ${read.reason}` : '';
    throw new Error(`Give both --host and --client-id.${reason}`);
  }
  if (!isClientId(clientId)) {
    throw new Error("A client ID can't contain spaces or special characters.");
  }
  return { 'circuit.host': read.origin, 'circuit.clientIds': { [read.origin]: clientId } };
}

type Readers = typeof import('../src/settingReaders.ts');

function writeDefaults(file: string, defaults: Defaults): void {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest; // our own
  const { properties } = manifest.contributes.configuration;
  for (const [key, value] of Object.entries(defaults)) {
    properties[key] = { ...properties[key], default: value };
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Record<string, object> } };
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
  const defaults = await readDefaults(process.argv.slice(2));
  await build(['product']);
  console.log(await packageExtension(undefined, undefined, defaults));
  process.exitCode = checkSizes() ? 0 : 1;
}
