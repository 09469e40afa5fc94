import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { chromium, type Browser } from 'playwright-core';
import { unpackSparticuz } from './sparticuz.mts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A Chromium and the environment it needs. */
export interface Executable {
  readonly path: string;
  readonly why: string;
  readonly env: Record<string, string>;
}

/**
 * Starts a headless Chromium: the one that `CIRCUIT_TEST_CHROMIUM` names (a path, or `sparticuz` for
 * the npm package), else an installed one, else the npm package.
 */
export async function launchBrowser(): Promise<Browser> {
  const found = await findChromium();
  console.log(`Browser: ${found.path} (${found.why})`);
  return chromium.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env },
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-popup-blocking',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

async function findChromium(): Promise<Executable> {
  const wanted = process.env['CIRCUIT_TEST_CHROMIUM'];
  if (wanted !== undefined && wanted !== 'sparticuz') {
    return { path: wanted, why: 'named by CIRCUIT_TEST_CHROMIUM', env: {} };
  }
  const installed = wanted === undefined ? findInstalled() : undefined;
  if (installed !== undefined) {
    return { path: installed, why: 'installed', env: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Install Chromium or Chrome, or name one in CIRCUIT_TEST_CHROMIUM.');
  }
  return unpackSparticuz();
}

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const onPath = names.flatMap(name => folders.map(folder => path.join(folder, name)));
  return [...onPath, ...elsewhere].find(file => existsSync(file));
}
