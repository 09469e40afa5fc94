import { createRepository, type TestAuthor, type TestRepository } from '../unit/code/repository';
import type { Sandbox } from '../../src/sandbox/app';

const dayMs = 86_400_000;

/** The tide gauge's code, as the sandbox's company wrote it, with a branch that will not merge. */
export interface GaugeRepository extends TestRepository {
  /** Merges that branch and stops in the middle. */
  startMerge(): void;
}

/** Somebody of the company by first name. Throws when nobody is called so. */
export function personCalled(firstName: string, { company }: Sandbox): Sandbox['me'] {
  const person = company.people.find(({ user }) => user.firstName === firstName);
  if (!person) {
    throw new Error(`Nobody in the company is called ${firstName}.`);
  }
  return person.user;
}

/** Makes it in a temporary folder. An adviser of another company and a bot have worked on it too. */
export function createGaugeRepository(sandbox: Sandbox): GaugeRepository {
  const repository = createRepository();
  const address = (firstName: string) => personCalled(firstName, sandbox).emailAddress;
  const by = (firstName: string, days: number): TestAuthor => ({
    name: personCalled(firstName, sandbox).displayName,
    emailAddress: address(firstName),
    at: new Date(Date.now() - days * dayMs).toISOString(),
  });
  const bot = { name: 'dependabot[bot]', emailAddress: `bot@${'tidewick.example'}` };
  const comment = `// What the sensor can do: ask ${address('Piotr')} first.`;
  repository.commit(by('Tomás', 80), { 'gauge.ts': gauge(comment, oldMean) });
  repository.commit(by('Kwame', 41), { 'station.ts': station('10') });
  repository.commit(by('Ruth', 30), { 'advice.md': advice });
  repository.commit(by('Mei-Ling', 20), { 'gauge.ts': gauge(comment, mean) });
  repository.commit({ ...bot, at: by('Noor', 12).at }, { 'versions.json': '{ "tides": "4.2.0" }\n' });
  repository.git(['checkout', '--quiet', '-b', 'faster']);
  repository.commit(by('Yuki', 3), { 'station.ts': station('2') });
  repository.git(['checkout', '--quiet', 'main']);
  repository.commit(by('Lucía', 2), { CODEOWNERS: codeOwners(address) });
  repository.commit(by('Noor', 1), { 'station.ts': station('30') });
  return {
    ...repository,
    startMerge: () => {
      try {
        repository.git(['merge', 'faster']);
      } catch {
        return; // as it should: a conflict
      }
      throw new Error('There was no conflict.');
    },
  };
}

const oldMean = '  return sum(readings) / readings.length;';
const mean = `  const latest = readings.slice(-window);
  const weights = latest.map((_, age) => (age + 1) / latest.length);
  return sum(latest.map((level, at) => level * weights[at])) / sum(weights);`;

function gauge(comment: string, body: string): string {
  return `import { sum } from './sum';

/** Levels in millimetres above chart datum. */
export interface Reading {
  readonly at: Date;
  readonly level: number;
}

${comment}
export function smooth(readings: readonly number[], window = 12): number {
${body}
}

/** Whether the water rises. */
export function isFlood(before: Reading, now: Reading): boolean {
  return now.level > before.level;
}
`;
}

function station(minutes: string): string {
  return `/** A gauge that sends its readings home. */
export const station = {
  name: 'Outer harbour',
  intervalMinutes: ${minutes},
};
`;
}

const advice = '# Advice\n\nMount the gauge in still water, away from the quay.\n';

function codeOwners(address: (firstName: string) => string): string {
  return `# Who is asked to review
* ${address('Kwame')}
*.ts ${address('Tomás')} ${address('Mei-Ling')} ${address('Piotr')}
*.md ${address('Ruth')} @tidewick/writers
`;
}
