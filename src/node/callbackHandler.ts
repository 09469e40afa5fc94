import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Callback, type Expected, readCallback } from '../account/signIn/callback';
import type { Loopback, SignInOutcome } from '../account/signIn/loopback';
import { type Page, pageHeaders, renderPage } from '../account/signIn/pages';

/** How long a tab may wait for the result of the sign-in. */
const tellMs = 3000;
/** A prefetcher or link scanner may open the address first; the person's tab follows soon. */
const lingerMs = 10_000;
/** For a browser that comes back to a sign-in that was cancelled. */
const overMs = 60_000;
const mostWaitingPages = 8;
/** Where another window that needs the port asks for it. All that can be got here is a free port. */
export const releasePath = '/release';

/** Answers the requests of one sign-in. Only a valid callback has an effect. */
export class CallbackHandler {
  private readonly redirect: URL;
  private readonly expected: Expected;
  private readonly hosts: ReadonlySet<string>;
  private readonly arrived = Promise.withResolvers<Exclude<Callback, { kind: 'ignored' }>>();
  private readonly waiting = new Set<ServerResponse>();
  private used: Exclude<Callback, { kind: 'ignored' }> | undefined;
  private outcome: SignInOutcome | undefined;
  private readonly told = Promise.withResolvers<undefined>();
  private readonly closed = Promise.withResolvers<undefined>();

  constructor(redirectUri: string, expected: Expected) {
    this.redirect = new URL(redirectUri);
    this.expected = expected;
    const { port } = this.redirect;
    this.hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map(host => `${host}:${port}`));
  }

  open(close: () => void): Loopback {
    const timers: NodeJS.Timeout[] = [];
    let isClosed = false;
    const closed = this.closed.promise.then(() => {
      isClosed = true;
      timers.forEach(clearTimeout);
      this.told.resolve(undefined);
      close();
    });
    const end = () => this.closed.resolve(undefined);
    return {
      callback: this.arrived.promise,
      closed,
      finish: async outcome => {
        this.outcome = outcome;
        this.waiting.forEach(response => this.sayOutcome(response, outcome));
        timers.push(setTimeout(end, outcome === 'over' ? overMs : this.used ? lingerMs : 0));
        timers.push(setTimeout(() => this.told.resolve(undefined), tellMs));
        if (isClosed) {
          timers.forEach(clearTimeout);
        }
        await this.told.promise;
      },
      dispose: end,
    };
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    // The body is ignored and the path is compared literally, so that no parser can be fooled.
    request.resume();
    const [path, query] = split(request.url ?? '');
    // Several Host headers are joined and then match none of ours.
    const host = request.headersDistinct['host']?.join().toLowerCase() ?? '';
    if (!this.hosts.has(host)) {
      say(response, 421, 'elsewhere');
    } else if (request.method !== 'GET') {
      say(response, 405, 'elsewhere');
    } else if (this.outcome === 'over') {
      this.answerLate(path, response);
    } else if (path === this.redirect.pathname) {
      this.answerCallback(new URLSearchParams(query), response);
    } else if (path === '/done' && this.used) {
      this.answerDone(response);
    } else {
      say(response, 404, 'elsewhere');
    }
  }

  private answerCallback(query: URLSearchParams, response: ServerResponse): void {
    const callback = readCallback(query, this.expected);
    if (callback.kind === 'ignored') {
      say(response, 400, query.size === 0 ? 'nothing' : 'foreign');
    } else if (this.used && !isSame(callback, this.used)) {
      say(response, 410, 'used');
    } else {
      this.used = callback;
      this.arrived.resolve(callback);
      // Removes the code from the address bar and the history.
      response.writeHead(303, { ...pageHeaders, Location: '/done' }).end();
    }
  }

  /** Nothing is read of what a browser brings that comes too late. */
  private answerLate(path: string, response: ServerResponse): void {
    if (path === releasePath) {
      response.writeHead(204, pageHeaders).end();
      this.closed.resolve(undefined);
    } else {
      say(response, 410, 'over');
    }
  }

  private answerDone(response: ServerResponse): void {
    if (this.outcome) {
      this.sayOutcome(response, this.outcome);
    } else if (this.waiting.size < mostWaitingPages) {
      this.waiting.add(response);
      response.on('close', () => this.waiting.delete(response));
    } else {
      say(response, 503, 'elsewhere');
    }
  }

  private sayOutcome(response: ServerResponse, outcome: SignInOutcome): void {
    response.on('close', () => this.told.resolve(undefined));
    say(response, 200, outcome);
  }
}

function isSame(one: Callback, other: Callback): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function say(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, pageHeaders).end(renderPage(page));
}
