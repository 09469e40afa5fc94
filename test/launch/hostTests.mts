// Runs the host tests inside a real VS Code: <summary file> [grep]
import { runTests } from '@vscode/test-electron';
import path from 'node:path';
import process from 'node:process';
import { launchBrowser } from './browser.mts';
import { chooseHost } from './chooseHost.mts';
import { seconds } from './install.mts';
import { mochaMark } from './mochaMark.mts';
import { root } from './paths.mts';
import { createProfile, installFolder, type Profile } from './profile.mts';
import { startTestServer } from './server.mts';
import { exitOnSignals } from './signals.mts';

const deadlineMs = 300_000;
const testsPath = path.join(root, 'dist/test/host/index.js');
/** Extensions that are installed beside the one under test. */
const others = [
  'api/example',
  ...['gitlens', 'intruder'].map(name => path.join('test/host/installed', name)),
];

/** Opens a window whose extension host runs the tests, and waits until it says that it is done. */
async function runInServer(profile: Profile, env: Record<string, string>): Promise<void> {
  const server = await startTestServer(profile, env);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
      showLine(args.join(' ')),
    );
    const exited = new Promise<number>((resolve, reject) => {
      setTimeout(
        () => reject(new Error('The host tests did not end in time.')),
        deadlineMs,
      ).unref();
      page.on('crash', () => reject(new Error('The page of VS Code crashed.')));
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    const remote = (file: string) => `vscode-remote://${new URL(server.found).host}${file}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(root)],
      ['extensionTestsPath', remote(testsPath)],
      ['skipWelcome', 'true'],
    ]);
    const start = performance.now();
    const query = new URLSearchParams({ folder: profile.workspace, payload });
    await page.goto(`${server.found}/?${query.toString()}`);
    const code = await exited;
    console.log(`The window ran the host tests in ${seconds(start)} s.`);
    if (code !== 0) {
      throw new Error(`The host tests ended with code ${code}.`);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The page reports what all of VS Code logs: shows our lines, and all only with `--verbose`. */
function showLine(line: string): void {
  if (line.startsWith(mochaMark)) {
    console.log(line.slice(mochaMark.length));
  } else if (process.argv.includes('--verbose')) {
    console.log(line);
  }
}

async function runInDesktop(
  executable: string,
  profile: Profile,
  env: Record<string, string>,
): Promise<void> {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: testsPath,
    extensionTestsEnv: env,
    launchArgs: [
      profile.workspace,
      `--user-data-dir=${profile.userData}`,
      `--extensions-dir=${profile.extensions}`,
    ],
  });
}

exitOnSignals();
const [summaryFile = '', grep] = process.argv.slice(2).filter(arg => !arg.startsWith('--'));
const env = {
  CIRCUIT_TEST_SUMMARY: summaryFile,
  ...(grep === undefined ? {} : { CIRCUIT_TEST_GREP: grep }),
};
const profile = createProfile();
try {
  others.forEach(folder => installFolder(profile, path.join(root, folder)));
  const host = await chooseHost();
  await (host.kind === 'desktop'
    ? runInDesktop(host.executable, profile, env)
    : runInServer(profile, env));
} finally {
  profile.remove();
}
process.exit();
