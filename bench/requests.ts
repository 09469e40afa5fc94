import { FakeCircuit } from '../test/unit/presence/fakeCircuit';
import { FakeTime, hour, minute } from '../test/unit/presence/fakeTime';
import { MemoryFolder } from '../test/unit/presence/shared/windows';
import { table } from './figures';

const focusedRoundsPerHour = 120;
const otherRoundsPerHour = 12;

/** Counts requests of an hour on a simulated clock: one window is looked at, the others are not. */
export async function countRequests(): Promise<string> {
  const rows: string[][] = [];
  for (const people of [1, 50, 200]) {
    for (const windows of [1, 5, 10]) {
      const counted = await countHour(windows, people);
      const rounds = focusedRoundsPerHour + (windows - 1) * otherRoundsPerHour;
      const oneByOne = rounds * (people + 1);
      const times = `${(oneByOne / counted).toFixed(0)} ×`;
      rows.push([`${people} people, ${windows} windows`, `${counted}`, `${oneByOne}`, times]);
    }
  }
  return `${table(['requests an hour', 'this extension', 'one by one', 'fewer'], rows)}

_One by one_: each window by itself, as often as here (every 30 s where it is looked at, every 5 min
elsewhere), one request a person and one for oneself.`;
}

async function countHour(windows: number, people: number): Promise<number> {
  const ids = Array.from({ length: people }, (_, at) => `person-${at}`);
  const circuit = new FakeCircuit(ids);
  const time = new FakeTime();
  const folder = new MemoryFolder();
  for (let at = 0; at < windows; at++) {
    const activity = at === 0 ? 'focused' : 'unfocused';
    time.open(circuit.client, { folder, interest: ids, activity });
  }
  await time.pass(10 * minute);
  const before = circuit.requests.length;
  await time.pass(hour);
  const counted = circuit.requests.length - before;
  await time.end();
  return counted;
}
