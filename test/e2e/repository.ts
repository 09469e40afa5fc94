import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCompany } from '../../src/sandbox/company';
import type { WireUser } from '../../src/sandbox/wire';
import { createRepository, type TestAuthor, type TestRepository } from '../unit/code/repository';

const dayMs = 86_400_000;
const { people } = createCompany('tidewick');

/** The code of a tide gauge as the sandbox's company wrote it, and a branch that will not merge. */
export interface GaugeRepository extends TestRepository {
  /** Merges that branch and stops in the middle. */
  startMerge(): void;
}

/** Somebody of the company. Throws when nobody is called so. */
export function personCalled(firstName: string): WireUser {
  const person = people.find(({ user }) => user.firstName === firstName);
  if (!person) {
    throw new Error(`Nobody in the company is called ${firstName}.`);
  }
  return person.user;
}

/** Makes it in a temporary folder. A consultant of another company and a bot have a part in it. */
export function createGaugeRepository(): GaugeRepository {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'circuit-code-')));
  const folder = path.join(home, 'tide-gauge');
  mkdirSync(folder);
  const repository = createRepository(folder);
  const { commit, git } = repository;
  commit(by('Tomás', 80), { 'gauge.ts': gauge(oldMean), 'sum.ts': sum });
  commit(by('Kwame', 41), { 'station.ts': station(10) });
  commit(by('Ruth', 30), { 'advice.md': advice });
  commit(by('Mei-Ling', 20), { 'gauge.ts': gauge(mean) });
  commit(bot(12), { 'versions.json': '{ "tides": "4.2.0" }\n' });
  git(['checkout', '--quiet', '-b', 'faster']);
  commit(by('Yuki', 3), { 'station.ts': station(2) });
  git(['checkout', '--quiet', 'main']);
  commit(by('Lucía', 2), { CODEOWNERS: codeOwners });
  commit(by('Noor', 1), { 'station.ts': station(30) });
  return {
    ...repository,
    startMerge: () => {
      try {
        git(['merge', 'faster']);
      } catch {
        return;
      }
      throw new Error('The branch could be merged.');
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function by(firstName: string, days: number): TestAuthor {
  const { displayName, emailAddress } = personCalled(firstName);
  return { name: displayName, emailAddress, at: daysAgo(days) };
}

function bot(days: number): TestAuthor {
  const emailAddress = 'dependabot[bot]@tidewick.example';
  return { name: 'dependabot[bot]', emailAddress, at: daysAgo(days) };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString();
}

const oldMean = '  return sum(levels) / levels.length;';
const mean = `  const latest = levels.slice(-window);
  const weights = latest.map((_, age) => (age + 1) / latest.length);
  return sum(latest.map((level, at) => level * (weights[at] ?? 0))) / sum(weights);`;

function gauge(body: string): string {
  return `import { sum } from './sum';

/** Levels are millimetres above chart datum. */
export interface Reading {
  readonly at: Date;
  readonly level: number;
}

// What the sensor can do: ask ${personCalled('Piotr').emailAddress} first.
export function smooth(levels: number[], window = 12): number {
${body}
}

/** Whether the water rises. */
export function isFlood(before: Reading, now: Reading): boolean {
  return now.level > before.level;
}
`;
}

const sum = `export function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
`;

function station(minutes: number): string {
  return `/** A gauge that sends its readings home. */
export const station = {
  name: 'Outer harbour',
  intervalMinutes: ${minutes},
};
`;
}

const advice = `# Advice

Mount the gauge in still water, away from the quay.

${personCalled('Ruth').emailAddress}
`;

const codeOwners = `# Who is asked to review
* ${personCalled('Kwame').emailAddress}
*.ts ${['Tomás', 'Mei-Ling', 'Piotr'].map(name => personCalled(name).emailAddress).join(' ')}
*.md ${personCalled('Ruth').emailAddress} @tidewick/writers
`;
