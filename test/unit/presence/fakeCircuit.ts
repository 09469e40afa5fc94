import type { CircuitClient } from '../../../src/circuit/client';
import { type CircuitError, HttpError } from '../../../src/circuit/errors';
import type { Presence, User } from '../../../src/circuit/schemas';
import type { PresenceUpdate } from '../../../src/circuit/types';

/** A presence with everything left out that does not matter. */
export function presence(userId: string, changes: Partial<Presence> = {}): Presence {
  const plain = {
    state: 'AVAILABLE',
    statusMessage: '',
    mobile: false,
    isOptedOut: false,
  } as const;
  return { userId, ...plain, ...changes };
}

export const me: User = {
  userId: 'me',
  displayName: 'Ada Example',
  firstName: 'Ada',
  lastName: 'Example',
  emailAddress: 'ada@company.example',
  emailAddresses: [],
  phoneNumbers: [],
  jobTitle: '',
  company: '',
  department: '',
  userType: 'REGULAR',
  userState: 'ACTIVE',
};

export interface FakeRequest {
  readonly at: number;
  readonly what: 'profile' | 'presences' | 'presence' | 'set';
  readonly ids: readonly string[];
  /** Aborted once nobody wants the answer any more. */
  readonly signal: AbortSignal | undefined;
}

type Fault = (request: FakeRequest) => CircuitError | undefined;

/**
 * What Circuit is to the engine: people with a presence, behind a client that takes `latencyMs` of
 * the faked clock there and as much back. Everything asked of it is kept in `requests`.
 */
export class FakeCircuit {
  readonly requests: FakeRequest[] = [];
  readonly people = new Map<string, Presence>();
  latencyMs = 0;
  fault: Fault = () => undefined;
  /** Whether a set that fails was carried out all the same. */
  setsDespiteFault = false;
  /** What somebody sets elsewhere at the same moment as each set, and Circuit answers. */
  setElsewhere: Partial<Presence> | undefined;

  constructor(ids: readonly string[] = []) {
    for (const id of [me.userId, ...ids]) {
      this.people.set(id, presence(id));
    }
  }

  get puts(): readonly FakeRequest[] {
    return this.requests.filter(({ what }) => what === 'set');
  }

  get gets(): readonly FakeRequest[] {
    return this.requests.filter(({ what }) => what !== 'set');
  }

  change(userId: string, changes: Partial<Presence>): void {
    this.people.set(userId, presence(userId, { ...this.people.get(userId), ...changes }));
  }

  readonly client = {
    getProfile: signal => this.answer('profile', [], () => me, signal),
    getPresences: (ids, signal) =>
      this.answer('presences', ids, () => ids.map(id => this.find(id)), signal),
    getPresence: (id, signal) => this.answer('presence', [id], () => this.find(id), signal),
    setPresence: (update, signal) => this.answer('set', ['me'], () => this.set(update), signal),
  } satisfies Partial<CircuitClient> as unknown as CircuitClient; // the engine calls no other

  private async answer<T>(
    what: FakeRequest['what'],
    ids: readonly string[],
    give: () => T,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const request = { at: Date.now(), what, ids, signal };
    this.requests.push(request);
    await wait(this.latencyMs, signal);
    const fault = this.fault(request);
    const answer = fault && !(what === 'set' && this.setsDespiteFault) ? undefined : give();
    await wait(this.latencyMs, signal);
    if (fault || answer === undefined) {
      throw fault ?? new Error('never');
    }
    return answer;
  }

  private find(id: string): Presence {
    const found = this.people.get(id);
    if (!found) {
      throw new HttpError('nobody', 404);
    }
    return found;
  }

  private set(update: PresenceUpdate): Presence {
    const { state, statusMessage } = update;
    const dndUntil = update.state === 'DND' ? update.dndUntil : undefined;
    this.change(me.userId, { state, statusMessage, dndUntil, ...this.setElsewhere });
    return this.find(me.userId);
  }
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms > 0) {
    await new Promise(resolve => {
      setTimeout(resolve, ms);
    });
  }
  signal?.throwIfAborted();
}
