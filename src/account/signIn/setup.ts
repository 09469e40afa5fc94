import { type Memento, readList } from '../../base/memento';
import { needsConfirmation } from '../../circuit/origin';
import { type Settings, writeClientId, writeHost } from '../../settings';
import type { ClientSecrets } from '../storage/clientSecrets';
import { askClient } from './questions/askClient';
import { askHost } from './questions/askHost';
import { confirmHost, confirmLink } from './questions/confirmHost';
import type { App } from './browserSignIn';
import { goBack } from './questions/choose';
import { cancelled } from './questions/inputBox';
import type { LinkedApp } from './questions/setupLink';

const confirmedKey = 'circuit.confirmedHosts';

/** An app to sign in through, and whether its host is another than the one that is set. */
export interface FoundApp extends App {
  readonly isHostNew: boolean;
}

/**
 * Finds the host and OAuth app to sign in with, asking for what is not set yet. The answers are
 * kept only once the sign-in succeeds.
 */
export class Setup {
  private readonly settings: Settings;
  private readonly secrets: ClientSecrets;
  private readonly memory: Memento;
  private answered: FoundApp | undefined;

  constructor(settings: Settings, secrets: ClientSecrets, memory: Memento) {
    this.settings = settings;
    this.secrets = secrets;
    this.memory = memory;
  }

  /** Asks nothing if everything is known. Throws an `AbortError` after Escape. */
  async findApp(): Promise<FoundApp> {
    const app = await this.findAppOr(false);
    if (app === goBack) {
      throw cancelled();
    }
    return app;
  }

  /** The same as a second step: returns `goBack` if the person wants the first step again. */
  async findAppOrBack(): Promise<FoundApp | typeof goBack> {
    return await this.findAppOr(true);
  }

  /** Whether the next sign-in has nothing to ask. */
  get isAnswered(): boolean {
    return this.answered !== undefined;
  }

  /** Answers for the next sign-in, in place of the person. */
  answer(app: App): void {
    this.answered = { ...app, isHostNew: this.isHostNew(app.origin) };
  }

  /** Forgets what was answered for a sign-in that is over. */
  forget(): void {
    this.answered = undefined;
  }

  /** Answers with what a link names, if the person agrees. Throws an `AbortError` if not. */
  async answerByLink(link: LinkedApp): Promise<void> {
    const app = await this.findLinked(link);
    if (app === goBack) {
      throw cancelled();
    }
    this.answer(app);
  }

  /** Asks for another OAuth app, e.g. because Circuit does not accept this one. */
  async changeApp({ origin }: App): Promise<void> {
    const app = await askClient(origin, this.redirectUri(), false);
    if (app === goBack) {
      throw cancelled();
    }
    this.answer(app);
  }

  /** Keeps what led to a successful sign-in. Throws a `UserError` or a `StorageError`. */
  async keep({ origin, clientId, clientSecret = '', isHostNew }: FoundApp): Promise<void> {
    if (!this.isTrusted(origin)) {
      const confirmed = readList(this.memory, confirmedKey);
      await this.memory.update(confirmedKey, [...confirmed, origin]);
    }
    if (((await this.secrets.get(origin)) ?? '') !== clientSecret) {
      await this.secrets.set(origin, clientSecret);
    }
    if (this.settings.clientIds.value.get(origin) !== clientId) {
      await writeClientId(origin, clientId);
    }
    if (isHostNew && this.isHostNew(origin)) {
      await writeHost(origin);
    }
  }

  private isHostNew(origin: string): boolean {
    const { value } = this.settings.host;
    return value.kind !== 'ok' || value.origin !== origin;
  }

  private async findAppOr(canGoBack: boolean): Promise<FoundApp | typeof goBack> {
    const host = this.settings.host.value;
    let origin = this.answered?.origin ?? (host.kind === 'ok' ? host.origin : undefined);
    for (;;) {
      const problem = host.kind === 'bad' ? host.reason : undefined;
      const chosen = origin ?? (await askHost(problem, canGoBack));
      if (chosen === goBack) {
        return goBack;
      }
      const app = await (typeof chosen === 'string'
        ? this.findClient(chosen)
        : this.findLinked(chosen));
      if (app !== goBack) {
        this.answered = { ...app, isHostNew: this.isHostNew(app.origin) };
        return this.answered;
      }
      origin = undefined;
    }
  }

  private async findClient(origin: string): Promise<App | typeof goBack> {
    if (this.answered?.origin === origin) {
      return this.answered;
    }
    if (!this.isTrusted(origin) && !(await confirmHost(origin))) {
      throw cancelled();
    }
    const clientId = this.settings.clientIds.value.get(origin);
    return clientId === undefined
      ? await askClient(origin, this.redirectUri(), true)
      : { origin, clientId, clientSecret: await this.secrets.get(origin) };
  }

  /** A secret that is kept belongs to the app that it was typed for. */
  private async findLinked({ origin, clientId }: LinkedApp): Promise<App | typeof goBack> {
    if (!(await confirmLink({ origin, clientId }, this.isTrusted(origin)))) {
      return goBack;
    }
    const isKept = this.settings.clientIds.value.get(origin) === clientId;
    return { origin, clientId, clientSecret: isKept ? await this.secrets.get(origin) : undefined };
  }

  /** Whether the person need not look at it: Circuit's own, the administrator's, or confirmed before. */
  private isTrusted(origin: string): boolean {
    return (
      !needsConfirmation(origin) ||
      origin === this.settings.packagedOrigin ||
      readList(this.memory, confirmedKey).includes(origin)
    );
  }

  private redirectUri(): string {
    return `http://localhost:${this.settings.redirectPort.value}/callback`;
  }
}
