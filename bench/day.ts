import process from 'node:process';
import v8 from 'node:v8';
import vm from 'node:vm';
import { createCircuitClient } from '../src/circuit/client';
import { NetworkError } from '../src/circuit/errors';
import type { Transport } from '../src/circuit/transport';
import { FakeTime, hour } from '../test/unit/presence/fakeTime';
import { MemoryFolder, silent } from '../test/unit/presence/shared/windows';
import { table } from './figures';
import { createLargeCircuit, type LargeCircuit } from './largeCircuit';

const watched = 200;

/** Two windows through simulated hours: what the heap and the handles come to. */
export async function liveADay(hours: number): Promise<string> {
  const rows = [await live(hours, 0), await live(hours, 0.05)];
  const figures = table(
    [
      `${hours} h, 2 windows, ${watched} people`,
      'requests',
      'heap after 1 h, MB',
      'at the end, MB',
      'most, MB',
      'handles before and after',
    ],
    rows,
  );
  return `${figures}\n\nAt the end, once the windows are closed, no timer is left; the benchmark fails otherwise.`;
}

async function live(hours: number, faults: number): Promise<string[]> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void; // what the flag defines
  const handles = () => process.getActiveResourcesInfo().length;
  const before = handles();
  const time = new FakeTime();
  const circuit = createLargeCircuit(watched, { now: () => Date.now() });
  const { transport, count } = createTransport(circuit, faults);
  const token = circuit.sandbox.issueToken();
  const access = {
    origin: 'https://circuit.example',
    arrays: 'repeated',
    token: () => Promise.resolve(token),
    transport,
  } as const;
  const folder = new MemoryFolder();
  const interest = circuit.people.map(({ userId }) => userId);
  for (const activity of ['focused', 'unfocused'] as const) {
    const client = createCircuitClient(() => access, silent);
    time.open(client, { folder, interest, activity }).store.onDidChange(() => undefined);
  }
  const heaps: number[] = [];
  for (let at = 0; at < hours; at++) {
    await time.pass(hour);
    collect();
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
  const requests = count();
  await time.end();
  return [
    faults === 0 ? 'no faults' : `${faults * 100} % of requests fail`,
    String(requests),
    ...[heaps[0] ?? NaN, heaps.at(-1) ?? NaN, Math.max(...heaps)].map(heap => heap.toFixed(2)),
    `${before}, ${handles()}`,
  ];
}

/** Requests as function calls, some of which fail: each second one by the network, else by 503. */
function createTransport(
  { fetch }: LargeCircuit,
  faults: number,
): { transport: Transport; count: () => number } {
  let requests = 0;
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const transport: Transport = async ({ method, url, headers, body }) => {
    requests++;
    if (random() < faults) {
      if (random() < 0.5) {
        throw new NetworkError('The network failed on purpose.', 'unreachable');
      }
      return { status: 503, headers: new Headers(), text: '' };
    }
    const response = await fetch(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    );
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { transport, count: () => requests };
}
