import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCompany } from '../../src/sandbox/company/company';
import type { WireUser } from '../../src/sandbox/wire';
import { createRepository, type TestAuthor, type TestRepository } from '../unit/git/repository';

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
  repository.commit(by('Tomás', 80), { 'gauge.py': gauge(oldMean) });
  repository.commit(by('Kwame', 41), { 'station.py': station(10) });
  repository.commit(by('Ruth', 30), { 'advice.md': advice });
  repository.commit(by('Mei-Ling', 20), { 'gauge.py': gauge(mean) });
  repository.commit(bot(12), { 'versions.json': '{ "tides": "4.2.0" }\n' });
  repository.git(['checkout', '--quiet', '-b', 'faster']);
  repository.commit(by('Yuki', 3), { 'station.py': station(2) });
  repository.git(['checkout', '--quiet', 'main']);
  repository.commit(by('Lucía', 2), { CODEOWNERS: codeOwners });
  repository.commit(by('Noor', 1), { 'station.py': station(30) });
  return {
    ...repository,
    startMerge: () => {
      try {
        repository.git(['merge', 'faster']);
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

const oldMean = '    return sum(levels) / len(levels)';
const mean = `    latest = levels[-window:]
    weights = [(age + 1) / len(latest) for age in range(len(latest))]
    return sum(map(mul, latest, weights)) / sum(weights)`;

function gauge(body: string): string {
  return `from operator import mul
from typing import NamedTuple


class Reading(NamedTuple):
    """A level in millimetres above chart datum."""
    at: float
    level: float


# What the sensor can do: ask ${personCalled('Piotr').emailAddress} first.
def smooth(levels: list[float], window: int = 12) -> float:
${body}


def is_flood(before: Reading, now: Reading) -> bool:
    """Whether the water rises."""
    return now.level > before.level
`;
}

function station(minutes: number): string {
  return `"""A gauge that sends its readings home."""

STATION = {
    "name": "Outer harbour",
    "interval_minutes": ${minutes},
}
`;
}

const advice = `# Advice

Mount the gauge in still water, away from the quay.

${personCalled('Ruth').emailAddress}
`;

const codeOwners = `# Who is asked to review
* ${personCalled('Kwame').emailAddress}
*.py ${['Tomás', 'Mei-Ling', 'Piotr'].map(name => personCalled(name).emailAddress).join(' ')}
*.md ${personCalled('Ruth').emailAddress} @tidewick/writers
`;
