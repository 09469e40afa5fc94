import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/launch/browser.mts';
import { root, vsix } from '../test/launch/paths.mts';
import { createProfile, type Profile } from '../test/launch/profile.mts';
import { installExtension, startBareServer } from '../test/launch/server.mts';
import { median, spread, spreadHead, table } from './figures';
import type { Activation, Measured, Order } from './meter';

const publisher = 'circuit-presence';
const empty = `${publisher}.bench-empty`;
const floor = `${publisher}.bench-floor`;
const product = `${publisher}.circuit-presence`;
const hostDeadlineMs = 120_000;

/**
 * Activates the packaged extension in `hosts` fresh extension hosts, with only an empty one beside it,
 * and the floor in as many more. In one host, whoever comes second finds much of VS Code's own code
 * loaded and compiled: the floor, or an extension that comes with VS Code, would pay for this one.
 */
export async function measureActivation(hosts: number): Promise<string> {
  const orders = Array.from({ length: hosts }, (_, at) =>
    [floor, product].map(id => ({ ids: at % 2 === 0 ? [empty, id] : [id, empty] })),
  );
  return describe(await inHosts(orders.flat()));
}

/** Writes a CPU and a heap profile of the packaged extension's activation to a folder. */
export async function profileActivation(target: string): Promise<void> {
  await inHosts([{ ids: [empty], profiled: product }], folder => {
    for (const name of ['activation.cpuprofile', 'activation.heapprofile']) {
      cpSync(path.join(folder, name), path.join(target, name));
    }
  });
}

/** Each order in a window of its own, which is an extension host of its own. One list per host. */
async function inHosts(
  orders: readonly Order[],
  look: (folder: string) => void = () => undefined,
): Promise<(readonly Activation[])[]> {
  const profile = createProfile();
  await installAll(profile);
  const server = await startBareServer(profile);
  const browser = await launchBrowser();
  try {
    const all: (readonly Activation[])[] = [];
    for (const [at, order] of orders.entries()) {
      const folder = path.join(profile.workspace, `host-${at}`);
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'order.json'), JSON.stringify(order));
      all.push(await openWindow(browser, `${server.found}/?folder=${encodeURI(folder)}`, folder));
      look(folder);
    }
    return all;
  } finally {
    await browser.close();
    await server.stop();
    profile.remove();
  }
}

/** Opens a window with nothing kept from the one before, until its meter has written. */
async function openWindow(
  browser: Browser,
  address: string,
  folder: string,
): Promise<readonly Activation[]> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    const file = path.join(folder, 'measured.json');
    const deadline = Date.now() + hostDeadlineMs;
    while (!existsSync(file)) {
      if (Date.now() > deadline) {
        throw new Error('The meter extension wrote nothing in time.');
      }
      await wait(200);
    }
    const { activations, error } = JSON.parse(readFileSync(file, 'utf8')) as Measured; // by the meter
    if (error !== undefined) {
      throw new Error(`The meter extension failed: ${error}`);
    }
    return activations;
  } finally {
    await context.close();
  }
}

async function installAll(profile: Profile): Promise<void> {
  const packages = path.join(path.dirname(profile.workspace), 'packages');
  for (const name of ['empty', 'floor', 'meter']) {
    await installExtension(profile, await packOwn(name, path.join(packages, name)));
  }
  await installExtension(profile, vsix);
}

/** Builds and packs one of the small extensions in `bench/extensions`. */
export async function packOwn(name: string, folder: string): Promise<string> {
  const source = path.join(root, 'bench/extensions', name);
  await build({
    entryPoints: [path.join(source, 'extension.ts')],
    outfile: path.join(folder, 'extension.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
  });
  cpSync(path.join(source, 'package.json'), path.join(folder, 'package.json'));
  const packagePath = path.join(folder, `${name}.vsix`);
  await createVSIX({
    cwd: folder,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}

function describe(hosts: readonly (readonly Activation[])[]): string {
  const each = (id: string, read: (activation: Activation) => number) =>
    hosts.flatMap(host => host.filter(activation => activation.id === id).map(read));
  const over = (id: string, read: (activation: Activation) => number) =>
    hosts.flatMap(host => {
      const [own, beside] = [id, empty].map(name => host.find(found => found.id === name));
      return own && beside ? [read(own) - read(beside)] : [];
    });
  const ms = (activation: Activation) => activation.ms;
  const kibibytes = (activation: Activation) => activation.heapBytes / 1024;
  const times = [
    ['empty extension', ...spread(each(empty, ms))],
    ['floor, over empty', ...spread(over(floor, ms))],
    ['**this extension, over empty**', ...spread(over(product, ms))],
  ];
  const heaps = [
    ['empty extension', ...spread(each(empty, kibibytes), 0)],
    ['floor, over empty', ...spread(over(floor, kibibytes), 0)],
    ['**this extension, over empty**', ...spread(over(product, kibibytes), 0)],
  ];
  const isFast = median(over(product, ms)) <= 8;
  const isSmall = median(over(product, kibibytes)) <= 400;
  return `${table(['activation, ms', ...spreadHead], times)}

${table(['heap before sign-in, KiB', ...spreadHead], heaps)}

Goals: at most 8 ms (${isFast ? 'reached' : '**missed**'}) and 400 KiB of heap before sign-in
(${isSmall ? 'reached' : '**missed**'}) over an empty extension.`;
}
