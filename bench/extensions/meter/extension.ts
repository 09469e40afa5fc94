import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import * as vscode from 'vscode';
import type { Activation, Order } from '../../meter';

/** Lets the window come to rest. VS Code holds `onStartupFinished` back for ten seconds at most. */
const restMs = 3_000;
const settleMs = 300;

/**
 * Activates the extensions that `order.json` in the open folder names, one after another, and
 * writes `activations.json` there. VS Code waits for this (`*`) before it activates them itself.
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
  await wait(restMs);
  const activations: Activation[] = [];
  for (const id of order.ids) {
    activations.push(await activateOne(id, collect));
  }
  if (order.profiled !== undefined) {
    const profile = await profileActivation(order.profiled);
    writeFileSync(path.join(folder, 'activation.cpuprofile'), JSON.stringify(profile));
  }
  const file = path.join(folder, 'activations.json');
  writeFileSync(`${file}.part`, JSON.stringify(activations));
  renameSync(`${file}.part`, file);
}

async function activateOne(id: string, collect: () => void): Promise<Activation> {
  const extension = find(id);
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  const start = performance.now();
  await extension.activate();
  const ms = performance.now() - start;
  await wait(settleMs);
  collect();
  return { id, ms, heapBytes: process.memoryUsage().heapUsed - heapBefore };
}

async function profileActivation(id: string): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  const post = (method: string, params?: object) =>
    new Promise<unknown>((resolve, reject) =>
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))),
    );
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: 50 });
  await post('Profiler.start');
  await find(id).activate();
  const { profile } = (await post('Profiler.stop')) as Profiler.StopReturnType; // as documented
  session.disconnect();
  return profile;
}

function find(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    throw new Error(`${id} is ${extension ? 'active already' : 'not installed'}.`);
  }
  return extension;
}
