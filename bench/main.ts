// Behind `npm run bench`. --quick measures less often; --only=part measures one part and only
// prints it; --profile writes profiles of the activation into dist/bench.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../test/launch/paths.mts';
import { exitOnSignals } from '../test/launch/signals.mts';
import { measureActivation, profileActivation } from './activation';
import { liveADay } from './day';
import { simulateFleet } from './fleet';
import { measureOverhead } from './overhead';
import { countRequests } from './requests';
import { writePage, type Section } from './results';
import { measureWindow } from './window';

const isQuick = process.argv.includes('--quick');
const only = process.argv.find(arg => arg.startsWith('--only='))?.slice('--only='.length);

const parts: Readonly<Record<string, () => Promise<Section[]>>> = {
  activation: async () => [
    {
      title: 'Start',
      how: 'The packaged extension in fresh extension hosts of a real VS Code that has no other extensions, also none of its own: in one host, later ones find much loaded that the first had to wait for. A measuring extension, which VS Code activates first, waits until the window rests, then calls `activate()` of an empty extension and of this one, in turning order, and takes the time until each promise resolves: loading the code is in it, as are VS Code’s own round trips. So it does with a floor (a status item, a tree, ten commands and an authentication provider) in hosts of its own. Heap is what is more after garbage collections within a second of the activation.',
      text: await measureActivation(isQuick ? 3 : 12),
    },
  ],
  requests: async () => [
    {
      title: 'Requests an hour',
      how: 'The poller of each window over one folder, on a simulated clock, after ten minutes to settle.',
      text: await countRequests(),
    },
  ],
  fleet: async () => [
    {
      title: 'Fleet',
      how: 'A working day of 10,000 people of one tenant, each with three windows and 25 people watched, with the poller, the shared rounds, the back-off and the refresh of tokens as they are, on a simulated clock. At eleven Circuit answers 503 for ten minutes, at two everybody is told for a minute to wait five, at three all tokens end, as was told when they were issued, and at four Circuit takes all back without a word.',
      text: await simulateFleet(isQuick ? 10 : 40),
    },
  ],
  overhead: async () => [
    {
      title: 'The client',
      how: 'One person’s presence from the sandbox in a process of its own, one connection a call, in turns with bare `node:http`.',
      text: await measureOverhead(isQuick ? 100 : 1000),
    },
  ],
  window: measureTheWindow,
  day: async () => [
    {
      title: 'A day',
      how: 'Store, poller, shared rounds and client on a simulated clock, the sandbox in the same process.',
      text: await liveADay(isQuick ? 3 : 24),
    },
  ],
};

async function measureTheWindow(): Promise<Section[]> {
  const { command, search, tree } = await measureWindow(
    isQuick ? { changes: 4, searches: 4, updates: 1 } : { changes: 30, searches: 30, updates: 6 },
  );
  const seen = 'In the real window, from the page’s `keydown` to the change of its DOM.';
  return [
    { title: 'A command', how: `${seen} A key is bound to the command.`, text: command },
    { title: 'A search', how: seen, text: search },
    {
      title: 'The tree',
      how: 'In the real window, 200 people watched, ten of them with a new message in each round of the poller.',
      text: tree,
    },
  ];
}

exitOnSignals();
if (process.argv.includes('--profile')) {
  const folder = path.join(root, 'dist/bench');
  await profileActivation(folder);
  console.log(`Wrote activation.cpuprofile and activation.heapprofile into ${folder}.`);
  process.exit();
}
const before = loadavg()[0] ?? NaN;
const sections: Section[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (only === undefined || only === name) {
    console.log(`Measuring: ${name} …`);
    sections.push(...(await measure()));
  }
}
const page = writePage(sections, [before, loadavg()[0] ?? NaN]);
console.log(page);
if (only === undefined) {
  writeFileSync(path.join(root, 'bench/results.md'), page);
}
process.exit();
