// Stands behind every npm script: installs what is missing, then runs the named script on the
// Node that package.json pins. The only code here that has to run on an older Node (20.19).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(import.meta.dirname);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const nodePackage = path.join(root, 'node_modules', 'node');
const node = path.join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Runs a command to its end. Its output goes to standard error: standard output stays the script's own.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function install(command, args, cwd) {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`\n"${command} ${args.join(' ')}" failed. See the lines above.\n`);
    process.exit(1);
  }
}

/**
 * @param {string} file
 * @param {string} than
 */
function isOlder(file, than) {
  return !existsSync(file) || statSync(file).mtimeMs < statSync(than).mtimeMs;
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Node 20.19 or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(1);
}
const installed = path.join(root, 'node_modules', '.package-lock.json');
if (isOlder(installed, path.join(root, 'package-lock.json'))) {
  process.stderr.write('Installing the packages of this project…\n');
  install(npm, ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], root);
}
if (!existsSync(node)) {
  // Called directly, since npm may be told to run no install scripts (npm 12 is, by default).
  process.stderr.write('Installing the Node that the scripts run on…\n');
  install(process.execPath, ['installArchSpecificPackage.js'], nodePackage);
}

const [script = '', ...args] = process.argv.slice(2);
const child = spawn(node, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // On Windows Ctrl+C reaches the script by itself, and a signal would end it without a word.
  process.on(signal, () => process.platform === 'win32' || child.kill(signal));
}
if (process.env.npm_lifecycle_event) {
  // The shell between npm and here dies of a signal without passing it on.
  const shell = process.ppid;
  setInterval(() => process.ppid === shell || child.kill(), 100);
}
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
