import type { Person } from './personText';

/** As many as remembered addresses; the oldest are dropped first. */
const most = 5_000;

/** Names of people looked up elsewhere, for example as authors of code. In memory only. */
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

  /** Forgets everybody, since they belong to the account that asked. */
  clear(): void {
    this.names = new Map();
  }
}
