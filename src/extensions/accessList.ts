import { fieldsOf, type Memento, writeEntry } from '../base/memento';

/** An answer that the person gave for good. */
export type AccessAnswer = 'allowed' | 'never';

/** Which extensions may see whether colleagues are available, for the account that is signed in. */
export class AccessList {
  private readonly memory: Memento;
  private readonly account: () => string | undefined;

  constructor(memory: Memento, account: () => string | undefined) {
    this.memory = memory;
    this.account = account;
  }

  /** Every extension that was answered for; empty while nobody is signed in. */
  get entries(): ReadonlyMap<string, AccessAnswer> {
    const account = this.account();
    const kept = account === undefined ? [] : fieldsOf(this.memory.get(keyOf(account)));
    return new Map(
      [...kept].flatMap(([id, value]) =>
        value === 'allowed' || value === 'never' ? [[id, value]] : [],
      ),
    );
  }

  /** Applies to the account that is signed in, or that was when the person was asked. */
  async set(
    extensionId: string,
    answer: AccessAnswer,
    account: string | undefined = this.account(),
  ): Promise<void> {
    if (account !== undefined) {
      await writeEntry(this.memory, keyOf(account), extensionId, answer);
    }
  }
}

function keyOf(account: string): string {
  return `circuit.extensionAccess:${account}`;
}
