import * as vscode from 'vscode';
import type { Settings } from '../settings';
import type { Demo } from './demo';
import { checkScopes, satisfies } from './scopes';
import type { SignInParts } from './signIn/createSignIn';
import type { FoundApp, Setup } from './signIn/setup';
import type { SessionChange } from './storage/originSession';
import type { Session } from './storage/session';
import type { Sessions } from './storage/sessions';

/** Circuit among VS Code's accounts: one session at a time, of the one origin that was chosen. */
export class CircuitAuthenticationProvider
  implements vscode.AuthenticationProvider, vscode.Disposable
{
  private readonly changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.changed.event;

  private readonly sessions: Sessions;
  private readonly loadSignIn: () => Promise<SignInParts>;
  private readonly settings: Settings;
  private readonly demo: Demo;
  private readonly subscription: { dispose(): void };

  constructor(o: {
    readonly sessions: Sessions;
    readonly loadSignIn: () => Promise<SignInParts>;
    readonly settings: Settings;
    readonly demo: Demo;
  }) {
    this.sessions = o.sessions;
    this.loadSignIn = o.loadSignIn;
    this.settings = o.settings;
    this.demo = o.demo;
    this.subscription = o.sessions.onDidChange(change => this.changed.fire(describe(change)));
  }

  /** Answers from the secret storage, never from the network. */
  async getSessions(
    scopes: readonly string[] | undefined,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    checkScopes(scopes ?? []);
    const session = await this.sessions.load().catch(() => undefined);
    const isWanted =
      session &&
      satisfies(session.scopes, scopes ?? []) &&
      (!options.account || options.account.id === accountOf(session).id);
    return isWanted ? [present(session)] : [];
  }

  /** Signs in through the browser, and tells the person about anything that goes wrong. */
  async createSession(scopes: readonly string[]): Promise<vscode.AuthenticationSession> {
    checkScopes(scopes);
    const { setup, signIn, listener } = await this.loadSignIn();
    let app: FoundApp | undefined;
    try {
      app = await setup.findApp();
      const session = await signIn.start(app, this.settings.redirectPort.value);
      await this.keep(setup, app, session);
      await this.demo.leave();
      listener.signedIn(session);
      return present(session);
    } catch (error) {
      if (app && setup.isBack(error, app)) {
        listener.wentBack();
        throw new vscode.CancellationError();
      }
      if (error instanceof Error && error.name === 'AbortError') {
        listener.cancelled();
        throw new vscode.CancellationError();
      }
      listener.failed(error, app);
      throw error;
    } finally {
      setup.forget();
    }
  }

  /** Without its host a session could not be found again, so both are kept or neither. */
  private async keep(setup: Setup, app: FoundApp, { id }: Session): Promise<void> {
    try {
      await setup.keep(app);
    } catch (error) {
      await this.sessions.remove(id);
      throw error;
    }
  }

  /** Signs out immediately, without needing the network. */
  async removeSession(sessionId: string): Promise<void> {
    const session = this.sessions.current;
    await this.sessions.remove(sessionId);
    if (session?.id === sessionId) {
      const { listener } = await this.loadSignIn();
      listener.signedOut(session.origin);
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

/**
 * The account's identity includes its origin. VS Code remembers by label which extensions may use
 * an account: with the address alone, extensions allowed for this Circuit would get another
 * Circuit's token.
 */
function accountOf({
  origin,
  userId,
  label,
}: Session): vscode.AuthenticationSessionAccountInformation {
  return { id: `${origin}#${userId}`, label: `${label} (${new URL(origin).host})` };
}

function present(session: Session): vscode.AuthenticationSession {
  const { id, accessToken, scopes } = session;
  return { id, accessToken, account: accountOf(session), scopes };
}

function describe({
  before,
  after,
}: SessionChange): vscode.AuthenticationProviderAuthenticationSessionsChangeEvent {
  const removed = before && [present(before)];
  const added = after && [present(after)];
  return before?.id === after?.id
    ? { added: [], removed: [], changed: added ?? [] }
    : { added: added ?? [], removed: removed ?? [], changed: [] };
}
