import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { root } from '../launch/paths.mts';
import { findFreePort } from '../ports';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

const run = promisify(execFile);

/** Packages what is built, as `npm run package -- …flags` does. */
async function packageWith(target: string, flags: readonly string[]): Promise<void> {
  const script = `
    import { packageExtension, readDefaults } from './scripts/package.mts';
    const [target, ...flags] = process.argv.slice(1);
    await packageExtension(undefined, target, await readDefaults(flags));`;
  const all = ['--input-type=module', '-e', script, '--', target, ...flags];
  await run(process.execPath, all, { cwd: root });
}

describe('Somebody whose administrator', () => {
  let circuit: SandboxServer;
  let port: number;
  let vscode: VSCode | undefined;
  let window: Window;

  before(async () => {
    port = await findFreePort();
    circuit = await serveSandbox({ redirectOrigins: [`http://localhost:${port}`] });
  });
  afterEach(async function () {
    await window.screenshotOfFailure(this.currentTest);
    await vscode?.stop();
    vscode = undefined;
  });
  after(() => circuit.close());

  const start = async (extension?: string) => {
    circuit.sandbox.requests.clear();
    vscode = await startVSCode({ 'circuit.redirectPort': port }, undefined, { extension });
    window = await vscode.openWindow();
    return vscode;
  };
  /** Does `act`, says yes to VS Code and to Circuit, and is signed in. */
  const allow = async (started: VSCode, act: () => Promise<unknown>) => {
    const page = await started.pageOpenedBy(async () => {
      await act();
      await window.answerModal('using Circuit', 'Allow');
    });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText("You're signed in").waitFor();
    await page.close();
    await window.waitForStatus('Available');
  };
  const settingsOf = ({ userData }: VSCode) =>
    readFileSync(path.join(userData, 'User/settings.json'), 'utf8');
  /** Waits for the box, or its text would still go to the rows. */
  const chooseAnotherAddress = async () => {
    await window.pick('Another address…');
    await window.quickInput.getByPlaceholder('circuit.example.com').waitFor();
  };
  const linkTo = (host: string) =>
    `vscode://circuit-presence.circuit-presence/setup?host=${encodeURIComponent(host)}&client_id=`;

  it('made the package signs in with two clicks on Allow, and no setting is written', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'company-'));
    const target = path.join(folder, 'company.vsix');
    const { publicClientId } = circuit.sandbox;
    await packageWith(target, ['--host', circuit.origin, '--client-id', publicClientId]);
    const started = await start(target);
    rmSync(folder, { recursive: true });
    await allow(started, () => window.status.click());
    await window.screenshot('set-up-package');
    assert.doesNotMatch(settingsOf(started), /circuit\.(host|clientIds)/);
  });

  it('sent a setup link pastes it where the address is asked for', async () => {
    const started = await start();
    await window.status.click();
    await window.pick('Sign in');
    await chooseAnotherAddress();
    await window.answer(linkTo('circuit.company.example'));
    await window.quickInput.getByText("This setup link doesn't have a client ID yet.").waitFor();
    await window.screenshot('set-up-link-without-id');
    await window.answer(`${linkTo('circuit.company.example')}somebody-elses`);
    const unknown = window.modal('Set up Circuit at https://circuit.company.example');
    await unknown.waitFor();
    await window.screenshot('set-up-link-unknown');
    await window.page.keyboard.press('Enter');
    await chooseAnotherAddress();
    await window.answer(linkTo(circuit.origin) + circuit.sandbox.publicClientId);
    const known = `Set up Circuit at ${circuit.origin}`;
    await window.modal(known).waitFor();
    await window.screenshot('set-up-link');
    await allow(started, () => window.answerModal(known, 'Continue'));
    assert.ok(settingsOf(started).includes(`"circuit.host": "${circuit.origin}"`));
    assert.ok(settingsOf(started).includes(circuit.sandbox.publicClientId));
  });

  it('sent a setup link follows it, signs in by a click, and follows no other then', async () => {
    const started = await start();
    const follow = async (host: string) => {
      await window.runCommand('Developer: Open URL');
      const link = linkTo(host).replace(/^vscode/, 'code-oss');
      await window.answer(`${link}${circuit.sandbox.publicClientId}`);
      await window.answerModal('open this URI', 'Open');
    };
    await follow(circuit.origin);
    await window.answerModal('Set up Circuit at', 'Continue');
    await window.notification('Sign in to keep them').waitFor();
    await window.screenshot('set-up-link-followed');
    assert.doesNotMatch(settingsOf(started), /circuit\.(host|clientIds)/);
    assert.equal(circuit.sandbox.requests.count('GET', '/oauth/authorize'), 0);
    await allow(started, () => window.answerNotification('Sign in to keep them', 'Sign In'));
    assert.ok(settingsOf(started).includes(`"circuit.host": "${circuit.origin}"`));
    await follow('eu.yourcircuit.com');
    await window.notification("You're already signed in to Circuit").waitFor();
  });
});
