import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installCodeServer } from './codeServer.mts';
import { forwardPorts } from './portForwarder.mts';
import type { Profile } from './profile.mts';
import { startService, type Service } from './service.mts';

const installDeadlineMs = 60_000;

/** Installs a VSIX as a person would. */
export async function installExtension(profile: Profile, vsix: string): Promise<void> {
  const { serverMain } = await installCodeServer();
  const args = ['--install-extension', vsix, ...serverFlags(profile)];
  const { status, stdout, stderr } = spawnSync(process.execPath, [serverMain, ...args], {
    encoding: 'utf8',
    timeout: installDeadlineMs,
    env: environment(),
  });
  if (status !== 0) {
    throw new Error(`VS Code did not install ${vsix}:\n${stdout}\n${stderr}`);
  }
}

/** Starts VS Code for a browser, as a person uses it. */
export async function startServer(profile: Profile): Promise<Service> {
  const { entry } = await installCodeServer();
  const flags = [
    '--auth=none',
    '--bind-addr=127.0.0.1:0',
    '--disable-getting-started-override',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    `--config=${path.join(profile.userData, 'code-server.yaml')}`,
    `--user-data-dir=${profile.userData}`,
    `--extensions-dir=${profile.extensions}`,
  ];
  return startWithPorts([entry, ...flags], {}, /listening on (http:\S+:\d+)/);
}

/** Starts VS Code for a browser with none of the extensions that come with it. */
export function startBareServer(profile: Profile): Promise<Service> {
  const none = path.join(path.dirname(profile.userData), 'none');
  mkdirSync(none, { recursive: true });
  return startTestServer(profile, {}, [
    `--builtin-extensions-dir=${none}`,
    '--disable-workspace-trust',
  ]);
}

/** Starts VS Code for a browser so that a page may name tests for its extension host to run. */
export async function startTestServer(
  profile: Profile,
  env: Record<string, string>,
  moreFlags: readonly string[] = [],
): Promise<Service> {
  const { serverMain } = await installCodeServer();
  const flags = [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--enable-smoke-test-driver',
    ...serverFlags(profile),
    ...moreFlags,
  ];
  const listening = /Extension host agent listening on (\d+)/;
  const server = await startWithPorts([serverMain, ...flags], env, listening);
  return { ...server, found: `http://127.0.0.1:${server.found}` };
}

function serverFlags(profile: Profile): string[] {
  return [
    '--accept-server-license-terms',
    '--telemetry-level=off',
    `--server-data-dir=${path.dirname(profile.userData)}`,
    `--extensions-dir=${profile.extensions}`,
  ];
}

async function startWithPorts(
  args: readonly string[],
  env: Record<string, string>,
  listening: RegExp,
): Promise<Service> {
  const ports = await forwardPorts();
  try {
    const service = await startService(args, listening, {
      ...environment(),
      VSCODE_PROXY_URI: ports.template,
      ...env,
    });
    const stop = async () => {
      ports.close();
      await service.stop();
    };
    return { ...service, stop };
  } catch (error) {
    ports.close();
    throw error;
  }
}

/** Ours, without what a surrounding VS Code or its terminal has put there. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
    ),
  );
}
