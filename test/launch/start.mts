// Behind `npm start`: the sandbox, and a real VS Code with the extension that points at it, open on
// code that the sandbox's company wrote.
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { build } from '../../scripts/build.mts';
import { packageExtension } from '../../scripts/package.mts';
import { runBundled } from '../../scripts/runBundled.mts';
import type * as Repository from '../e2e/repository.ts';
import { chooseHost } from './chooseHost.mts';
import { hasDisplay } from './desktop.mts';
import { vsix } from './paths.mts';
import { createProfile, type Profile } from './profile.mts';
import { installExtension, startServer } from './server.mts';
import { startSandbox } from './sandbox.mts';
import type { Service } from './service.mts';

/** Resolves when the window is closed. */
async function openDesktop(executable: string, profile: Profile, folder: string): Promise<void> {
  const flags = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  const [cli = '', ...cliFlags] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  const install = spawnSync(cli, [...cliFlags, ...flags, '--install-extension', vsix], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    throw new Error(`${cli} did not install the extension. See the lines above.`);
  }
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  console.log('Ctrl+C ends everything.');
  const window = spawn(executable, ['--new-window', ...asRoot, ...flags, folder], {
    stdio: 'ignore',
  });
  process.once('exit', () => window.kill());
  await once(window, 'exit');
}

/** Resolves when the server runs, which is until it is stopped. */
async function openServer(profile: Profile, folder: string): Promise<Service> {
  await installExtension(profile, vsix);
  const server = await startServer(profile);
  const address = `${server.found}/?folder=${encodeURI(folder)}`;
  console.log(`\nOpen this address in a browser on this computer:\n\n  ${address}\n`);
  console.log('Ctrl+C ends everything.');
  if (hasDisplay()) {
    openInBrowser(address);
  }
  return server;
}

/** Asks the desktop to show an address; that it cannot is no failure, for the address is printed. */
function openInBrowser(address: string): void {
  const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };
  const opener = openers[process.platform];
  if (opener !== undefined) {
    const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
    child.on('error', () => undefined);
    child.unref();
  }
}

const interrupted = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => resolve()); // npm passes Ctrl+C on, so it comes twice
  }
});

await build(['product']);
await packageExtension();
const host = await chooseHost();
const sandbox = await startSandbox(console.error);
const profile = createProfile({
  'circuit.host': sandbox.origin,
  'circuit.clientIds': { [sandbox.origin]: 'circuit-presence-local' },
});
const { createGaugeRepository } = (await runBundled('test/e2e/repository.ts')) as typeof Repository;
const code = createGaugeRepository();
console.log(`Circuit sandbox: ${sandbox.origin}`);
let server: Service | undefined;
try {
  const closed =
    host.kind === 'desktop'
      ? openDesktop(host.executable, profile, code.folder)
      : openServer(profile, code.folder).then(started => {
          server = started;
          return interrupted;
        });
  await Promise.race([closed, interrupted]);
} finally {
  await server?.stop();
  await sandbox.stop();
  profile.remove();
  code.remove();
}
process.exit();
