import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import * as vscode from 'vscode';
import type { Activation, Measured, Order } from '../../meter';

/** How long the window has to be at rest. */
const restMs = 1_500;
/** VS Code holds `onStartupFinished` back for ten seconds at most. */
const longestRestMs = 6_000;
const tickMs = 50;
const latestTickMs = 8;
/** What an extension leaves behind within three of these counts. */
const settleMs = 250;

/**
 * Activates the extensions that `order.json` in the open folder names, one after another, and
 * writes `measured.json` there. VS Code waits for this (`*`) before it activates them itself.
 */
export async function activate(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const orderFile = path.join(folder, 'order.json');
  if (!existsSync(orderFile)) {
    return;
  }
  const order = JSON.parse(readFileSync(orderFile, 'utf8')) as Order; // written by the benchmark
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void; // what the flag defines
  await rest();
  const measured: Measured = { activations: [] };
  try {
    for (const id of order.ids) {
      measured.activations.push(await activateOne(id, collect));
    }
  } catch (error) {
    measured.error = String(error);
  }
  if (order.profiled !== undefined) {
    await profileActivation(order.profiled, folder);
  }
  const file = path.join(folder, 'measured.json');
  writeFileSync(`${file}.part`, JSON.stringify(measured));
  renameSync(`${file}.part`, file);
}

/** Waits until nothing has held up the event loop for a while. */
async function rest(): Promise<void> {
  const start = performance.now();
  let quietSince = start;
  for (let now = start; now - quietSince < restMs && now - start < longestRestMs;) {
    await wait(tickMs);
    const late = performance.now() - now - tickMs;
    now = performance.now();
    quietSince = late > latestTickMs ? now : quietSince;
  }
}

async function activateOne(id: string, collect: () => void): Promise<Activation> {
  const extension = find(id);
  const heapBefore = await leastHeap(collect);
  const start = performance.now();
  await extension.activate();
  const ms = performance.now() - start;
  return { id, ms, heapBytes: (await leastHeap(collect)) - heapBefore };
}

/** The least of three: other extensions of VS Code's own live in this process, too. */
async function leastHeap(collect: () => void): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 3; look++) {
    await wait(settleMs);
    collect();
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}

/** Writes where the time goes and what keeps the heap, as DevTools open them. */
async function profileActivation(id: string, folder: string): Promise<void> {
  const session = new Session();
  session.connect();
  const save = (name: string, { profile }: { profile: unknown }) =>
    writeFileSync(path.join(folder, name), JSON.stringify(profile));
  await session.post('HeapProfiler.startSampling', { samplingInterval: 1024 });
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 50 });
  await session.post('Profiler.start');
  await find(id).activate();
  save('activation.cpuprofile', await session.post('Profiler.stop'));
  await wait(settleMs);
  await session.post('HeapProfiler.collectGarbage');
  save('activation.heapprofile', await session.post('HeapProfiler.stopSampling'));
  session.disconnect();
}

function find(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    throw new Error(
      `${id} is ${extension ? 'active already: VS Code waited no longer' : 'not installed'}.`,
    );
  }
  return extension;
}
