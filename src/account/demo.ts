import * as l10n from '@vscode/l10n';
import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import type { Memento } from '../base/memento';
import type { Transport } from '../circuit/transport';
import type { Sandbox, SandboxOptions } from '../sandbox/app';
import type { Account } from './account';
import { olderTagOf } from './storage/accountTag';
import { SCOPES } from './scopes';

/** The part of `sandbox/app.ts` that is used; loaded only for the demo. */
export interface SandboxModule {
  readonly createSandbox: (options?: SandboxOptions) => Sandbox;
}

const flagKey = 'circuit.demo';
const stateKey = 'circuit.demoState';
/** Reserved so that nobody can own it (RFC 2606). Nothing is ever sent there. */
const demoOrigin = 'https://demo.invalid';

/**
 * The demo company: a small Circuit inside this process. It opens no port and no browser, and
 * nothing leaves the computer. Whether it is on, and what the person set, survives a reload.
 */
export class Demo implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;

  private readonly memory: Memento;
  private readonly load: () => Promise<SandboxModule>;
  private current: DemoAccount | undefined;

  constructor(memory: Memento, load: () => Promise<SandboxModule>) {
    this.memory = memory;
    this.load = load;
    this.current = memory.get(flagKey) === true ? this.createAccount() : undefined;
  }

  get account(): Account | undefined {
    return this.current;
  }

  /** Some people of the company, available ones first; nobody while the demo is off. */
  async colleagues(): Promise<readonly Colleague[]> {
    return (await this.current?.colleagues()) ?? [];
  }

  async start(): Promise<void> {
    await this.memory.update(flagKey, true);
    this.turn(this.current ?? this.createAccount());
  }

  async leave(): Promise<void> {
    await this.memory.update(flagKey, undefined);
    await this.memory.update(stateKey, undefined);
    this.turn(undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private turn(account: DemoAccount | undefined): void {
    if (this.current !== account) {
      this.current = account;
      this.changed.fire();
    }
  }

  private createAccount(): DemoAccount {
    let starting: Promise<Running> | undefined;
    const start = () => (starting ??= this.startSandbox());
    return {
      kind: 'demo',
      label: l10n.t('Demo'),
      tag: 'demo',
      olderTag: olderTagOf('demo', demoOrigin, l10n.t('Demo')),
      scopes: SCOPES,
      access: {
        origin: demoOrigin,
        arrays: 'repeated',
        token: async () => (await start()).token,
        transport: async request => await (await start()).transport(request),
      },
      colleagues: async () => (await start()).colleagues,
    };
  }

  private async startSandbox(): Promise<Running> {
    const { createSandbox } = await this.load();
    // The sandbox drops whatever it cannot use.
    const state = this.memory.get(stateKey) as SandboxOptions['state'];
    const sandbox = createSandbox({ state });
    sandbox.onDidChangeState(changed => {
      if (this.current) {
        void this.memory.update(stateKey, changed);
      }
    });
    return {
      token: sandbox.issueToken(),
      transport: createTransport(sandbox),
      colleagues: colleaguesIn(sandbox),
    };
  }
}

interface Running {
  readonly token: string;
  readonly transport: Transport;
  readonly colleagues: readonly Colleague[];
}

interface DemoAccount extends Account {
  readonly colleagues: () => Promise<readonly Colleague[]>;
}

interface Colleague {
  readonly userId: string;
  readonly displayName: string;
}

function colleaguesIn(sandbox: Sandbox): readonly Colleague[] {
  const { company, me } = sandbox;
  const users = company.people.map(({ user }) => user).filter(({ userId }) => userId !== me.userId);
  const stateOf = ({ userId }: Colleague) => sandbox.presenceOf(userId).state;
  const there = users.filter(user => stateOf(user) !== 'OFFLINE');
  // One of each state, then the second of each, and so on: there is something to see and to wait for.
  const places = new Map(
    [...Map.groupBy(there, stateOf).values()].flatMap(same => same.map((user, at) => [user, at])),
  );
  const mixed = there.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return [...mixed, ...users.filter(user => !there.includes(user))].slice(0, 8);
}

/** Requests as function calls. */
function createTransport(sandbox: Pick<Sandbox, 'fetch'>): Transport {
  return async ({ method, url, headers, body, signal }) => {
    signal?.throwIfAborted();
    const response = await sandbox.fetch(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    );
    const text = await response.text();
    signal?.throwIfAborted();
    return { status: response.status, headers: response.headers, text };
  };
}
