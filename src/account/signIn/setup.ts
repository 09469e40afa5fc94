import { type Memento, readList } from '../../base/memento';
import { needsConfirmation } from '../../circuit/origin';
import { type Settings, writeClientId, writeHost } from '../../settings';
import type { ClientSecrets } from '../storage/clientSecrets';
import { askClient } from './questions/askClient';
import { askHost } from './questions/askHost';
import { confirmHost, confirmLink } from './questions/confirmHost';
import type { App } from './browserSignIn';
import { WentBack } from './failure';
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
  private left: App | undefined;
  /** Whether *Sign In* runs, which by itself asks anew after *Back*. */
  isCommandRunning = false;

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

  /** Whether `error` says that the person came back from the browser. Then the last question is next. */
  isBack(error: unknown, app: App): boolean {
    this.left = error instanceof WentBack ? app : undefined;
    return this.isReturning;
  }

  /** Whether the last question comes next. */
  get isReturning(): boolean {
    return this.left !== undefined;
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
    const { left } = this;
    this.left = undefined;
    let origin = left ? this.lastAsked(left) : this.knownOrigin();
    for (;;) {
      const problem = host.kind === 'bad' ? host.reason : undefined;
      const chosen = origin ?? (await askHost(problem, canGoBack));
      if (chosen === goBack) {
        return goBack;
      }
      const app = await this.findAppOf(chosen, chosen === left?.origin);
      if (app !== goBack) {
        this.answered = { ...app, isHostNew: this.isHostNew(app.origin) };
        return this.answered;
      }
      origin = undefined;
    }
  }

  private knownOrigin(): string | undefined {
    const { value } = this.settings.host;
    return this.answered?.origin ?? (value.kind === 'ok' ? value.origin : undefined);
  }

  /** The origin whose client ID was asked for; undefined if the last question was for the host. */
  private lastAsked({ origin }: App): string | undefined {
    return this.settings.clientIds.value.has(origin) ? undefined : origin;
  }

  private async findAppOf(
    chosen: string | LinkedApp,
    isConfirmed: boolean,
  ): Promise<App | typeof goBack> {
    if (typeof chosen !== 'string') {
      return await this.findLinked(chosen);
    }
    if (this.answered?.origin === chosen) {
      return this.answered;
    }
    if (!isConfirmed && !this.isTrusted(chosen) && !(await confirmHost(chosen))) {
      throw cancelled();
    }
    const clientId = this.settings.clientIds.value.get(chosen);
    return clientId === undefined
      ? await askClient(chosen, this.redirectUri(), true)
      : { origin: chosen, clientId, clientSecret: await this.secrets.get(chosen) };
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
