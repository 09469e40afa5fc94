import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import type { Transport } from '../../circuit/transport';
import type { Session } from '../storage/session';
import type { Sessions } from '../storage/sessions';
import { type App, signInWithBrowser } from './browserSignIn';
import { completeSignIn } from './completeSignIn';
import { WentBack, withinSignInDeadline } from './failure';
import { showWaitBox } from './waitBox';
import type { RouteBack, WaysBack } from './waysBack';

/**
 * Runs one sign-in at a time: another request for the same origin joins it, one for another origin
 * cancels it.
 */
export class SignIn implements Disposable {
  private readonly sessions: Sessions;
  private readonly transport: Transport;
  private readonly ways: WaysBack;
  private readonly log: Logger;
  private running: Running | undefined;

  constructor(o: {
    readonly sessions: Sessions;
    readonly transport: Transport;
    readonly ways: WaysBack;
    readonly log: Logger;
  }) {
    this.sessions = o.sessions;
    this.transport = o.transport;
    this.ways = o.ways;
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
  }

  private run(app: App, port: number, abort: AbortController): Promise<Session> {
    return withinSignInDeadline(abort, async () => {
      let [way, other] = await this.ways.find(app.origin, port, abort.signal);
      for (;;) {
        const hasOtherWay = other !== undefined;
        const session = await this.runBy(way, { app, port, abort, hasOtherWay });
        if (session !== 'otherWay') {
          await this.ways.remember(app.origin, way);
          return session;
        }
        [way, other] = [other ?? way, way];
      }
    });
  }

  private async runBy(way: RouteBack, o: Run): Promise<Session | 'otherWay'> {
    const { transport, sessions, log } = this;
    const { app, abort } = o;
    const { signal } = abort;
    return await signInWithBrowser({
      app,
      redirectUri: () => way.redirectUri(),
      transport,
      signal,
      openBrowser: url => void this.openBrowser(url, way),
      listen: expected => way.listen(expected),
      showBox: ({ portTaken, ...box }) => {
        const route = portTaken ? 'portTaken' : way.route;
        return showWaitBox(box, { ...o, route }, why =>
          abort.abort(why === 'back' ? new WentBack() : undefined),
        );
      },
      complete: (tokens, clientId) =>
        completeSignIn(sessions, tokens, { ...app, transport, clientId }, log, signal),
    });
  }

  private async openBrowser(url: URL, { route }: RouteBack): Promise<void> {
    try {
      // VS Code takes a text, too, and as it is: a Uri loses the address that is encoded within it.
      const text = url.href as unknown as vscode.Uri;
      await vscode.env.openExternal(route === 'page' ? text : vscode.Uri.parse(url.href, true));
    } catch {
      this.log.warn('The browser could not be opened.');
    }
  }
}

interface Run {
  readonly app: App;
  readonly port: number;
  readonly abort: AbortController;
  readonly hasOtherWay: boolean;
}

interface Running {
  readonly origin: string;
  readonly abort: AbortController;
  readonly session: Promise<Session>;
}
