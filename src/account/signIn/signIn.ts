import * as vscode from 'vscode';
import { orAborted } from '../../base/async';
import type { Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import type { Transport } from '../../circuit/transport';
import type { Session } from '../storage/session';
import type { Sessions } from '../storage/sessions';
import { type App, signInWithBrowser } from './browserSignIn';
import { completeSignIn } from './completeSignIn';
import { WentBack, withinSignInDeadline } from './failure';
import { type ListenForCallback, LoopbackPort } from './loopback';
import { needsExternalAddress, type Place, redirectRoutes } from './redirectRoutes';
import { showWaitBox } from './waitBox';

/**
 * Runs one sign-in at a time: another request for the same origin joins it, one for another origin
 * cancels it.
 */
export class SignIn implements Disposable {
  private readonly sessions: Sessions;
  private readonly transport: Transport;
  private readonly runsOn: Place['runsOn'];
  private readonly log: Logger;
  private readonly port: LoopbackPort | undefined;
  private running: Running | undefined;

  constructor(o: {
    readonly sessions: Sessions;
    readonly transport: Transport;
    readonly extensionKind: vscode.ExtensionKind;
    readonly listenForCallback: ListenForCallback | undefined;
    readonly log: Logger;
  }) {
    this.sessions = o.sessions;
    this.transport = o.transport;
    this.runsOn = o.extensionKind === vscode.ExtensionKind.UI ? 'ui' : 'workspace';
    this.port = o.listenForCallback && new LoopbackPort(o.listenForCallback);
    this.log = o.log;
  }

  /** Throws a `CircuitError`, `SignInTimedOut`, or an `AbortError` when cancelled. */
  start(app: App, redirectPort: number): Promise<Session> {
    if (this.running?.origin === app.origin) {
      return this.running.session;
    }
    this.running?.abort.abort();
    const abort = new AbortController();
    const running: Running = {
      origin: app.origin,
      abort,
      session: this.run(app, redirectPort, abort).finally(() => {
        this.running = this.running === running ? undefined : this.running;
      }),
    };
    this.running = running;
    return running.session;
  }

  dispose(): void {
    this.running?.abort.abort();
    this.port?.dispose();
  }

  private run(app: App, redirectPort: number, abort: AbortController): Promise<Session> {
    return withinSignInDeadline(abort, async () => {
      const { signal } = abort;
      const redirectUri = `http://localhost:${redirectPort}/callback`;
      const { transport, sessions, log } = this;
      const port = await this.findPort(redirectUri, signal);
      return await signInWithBrowser({
        app,
        redirectUri,
        transport,
        signal,
        openBrowser: url => void this.openBrowser(url),
        listen: async expected => (await port?.listen(redirectUri, expected)) ?? 'none',
        showBox: o =>
          showWaitBox(o, redirectPort, why =>
            abort.abort(why === 'back' ? new WentBack() : undefined),
          ),
        complete: (tokens, clientId) =>
          completeSignIn(sessions, tokens, { ...app, transport, clientId }, log, signal),
      });
    });
  }

  /** The port that the person's browser reaches; undefined if it reaches none. */
  private async findPort(
    redirectUri: string,
    signal: AbortSignal,
  ): Promise<LoopbackPort | undefined> {
    if (!this.port) {
      return undefined;
    }
    const place: Place = {
      ui: vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop',
      runsOn: this.runsOn,
      remoteName: vscode.env.remoteName,
    };
    const external = needsExternalAddress(place)
      ? await orAborted(signal, findExternalAddress(redirectUri))
      : undefined;
    const routes = redirectRoutes({ ...place, external }, redirectUri);
    return routes.includes('loopback') ? this.port : undefined;
  }

  private async openBrowser(url: URL): Promise<void> {
    try {
      await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
    } catch {
      this.log.warn('The browser could not be opened.');
    }
  }
}

/** Undefined if VS Code knows none; pasting still works then. */
async function findExternalAddress(redirectUri: string): Promise<URL | undefined> {
  try {
    const uri = await vscode.env.asExternalUri(vscode.Uri.parse(redirectUri, true));
    return URL.parse(uri.toString(true)) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Running {
  readonly origin: string;
  readonly abort: AbortController;
  readonly session: Promise<Session>;
}
