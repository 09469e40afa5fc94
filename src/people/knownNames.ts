import type { Person } from './personText';

/** As many as addresses are remembered; the oldest go first. */
const most = 5_000;

/** Names of people whom another part looked up, e.g. as authors of code. In memory only. */
export class KnownNames {
  private names = new Map<string, string>();

  learn(people: Iterable<Person>): void {
    for (const { userId, displayName } of people) {
      this.names.delete(userId);
      this.names.set(userId, displayName);
    }
    for (const userId of [...this.names.keys()].slice(0, Math.max(0, this.names.size - most))) {
      this.names.delete(userId);
    }
  }

  get(userId: string): string | undefined {
    return this.names.get(userId);
  }

  /** Forgets everybody: they belong to the account that asked. */
  clear(): void {
    this.names = new Map();
  }
}
