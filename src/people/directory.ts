import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import type { User } from '../circuit/schemas';
import type { Poller } from '../presence/polling/poller';
import type { Purpose } from '../presence/polling/userRequest';

/** Enough for the watch list and many searches; the oldest are dropped first. */
const most = 1000;

/** Circuit's data about people other than their presence. In memory only. */
export class Directory implements Disposable {
  private readonly learned = new Emitter<readonly User[]>();
  readonly onDidLearn = this.learned.event;
  private readonly request: RequestForUser;
  private users = new Map<string, User>();
  private asked = new Map<string, Promise<User | undefined>>();

  constructor(request: RequestForUser) {
    this.request = request;
  }

  get(userId: string): User | undefined {
    return this.users.get(userId);
  }

  /** Remembers users from any answer. */
  learn(users: readonly User[]): void {
    for (const user of users) {
      this.users.delete(user.userId);
      this.users.set(user.userId, user);
    }
    for (const userId of [...this.users.keys()].slice(0, Math.max(0, this.users.size - most))) {
      this.users.delete(userId);
    }
    this.learned.fire(users);
  }

  /** Finds a user in memory or asks Circuit; undefined if Circuit does not know the id. */
  async find(userId: string, purpose?: Purpose): Promise<User | undefined> {
    const known = this.users.get(userId);
    if (known) {
      return known;
    }
    const { asked } = this;
    const answer = asked.get(userId) ?? this.ask(userId, purpose);
    asked.set(userId, answer);
    return answer.finally(() => asked.delete(userId));
  }

  /** Forgets everybody, since they belong to the account that asked. */
  clear(): void {
    this.users = new Map();
    this.asked = new Map();
  }

  dispose(): void {
    this.clear();
    this.learned.dispose();
  }

  private async ask(userId: string, purpose?: Purpose): Promise<User | undefined> {
    const { users } = this;
    const user = await this.request((client, signal) => client.getUser(userId, signal), purpose);
    if (user && users === this.users) {
      this.learn([user]);
    }
    return user;
  }
}

/** Makes a request for something the person did; see `Poller.ask`. */
export type RequestForUser = Poller['ask'];
