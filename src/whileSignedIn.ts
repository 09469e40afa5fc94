import type { CurrentAccount } from './account/account';
import { type DisposableStore, MutableDisposable } from './base/disposables';
import type { Logger } from './base/log';
import { SignInRequiredError } from './base/userError';
import type { SignedIn } from './signedIn';

/**
 * Builds what exists only while somebody is signed in and disposes it at sign-out. If it could not
 * be loaded, the next use tries again.
 */
export class WhileSignedIn {
  private readonly account: CurrentAccount;
  private readonly load: () => Promise<SignedIn>;
  private readonly log: Logger;
  private readonly built: MutableDisposable<SignedIn>;
  private building: Promise<SignedIn> | undefined;
  /** Parts loaded for an earlier sign-in are not used for a later one. */
  private signOuts = 0;

  /** Starts at once if somebody is signed in; disposed with `parts`. */
  constructor(
    account: CurrentAccount,
    load: () => Promise<SignedIn>,
    log: Logger,
    parts: DisposableStore,
  ) {
    this.account = account;
    this.load = load;
    this.log = log;
    this.built = parts.add(new MutableDisposable<SignedIn>());
    parts.add(account.onDidChange(() => this.followAccount()));
    this.followAccount();
  }

  /** Undefined while nobody is signed in and until it is loaded. */
  get current(): SignedIn | undefined {
    return this.built.value;
  }

  /** Waits until it is loaded. Throws a `SignInRequiredError` if nobody is signed in. */
  async get(): Promise<SignedIn> {
    if (!this.account.account) {
      throw new SignInRequiredError();
    }
    const mine = (this.building ??= this.build());
    try {
      return await mine;
    } catch (error) {
      this.building = this.building === mine ? undefined : this.building;
      throw error;
    }
  }

  private async build(): Promise<SignedIn> {
    const { signOuts } = this;
    const built = await this.load();
    if (signOuts !== this.signOuts) {
      built.dispose();
      throw new SignInRequiredError();
    }
    this.built.value = built;
    return built;
  }

  private followAccount(): void {
    if (this.account.account) {
      this.get().catch((error: unknown) => {
        const kind = error instanceof Error ? error.constructor.name : typeof error;
        this.log.error(`signed in: ${kind}`);
      });
    } else {
      // The parts handle the sign-out first, to forget the account's data.
      queueMicrotask(() => this.end());
    }
  }

  private end(): void {
    if (!this.account.account) {
      this.signOuts += 1;
      this.building = undefined;
      this.built.value = undefined;
    }
  }
}
