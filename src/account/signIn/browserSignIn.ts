import * as l10n from '@vscode/l10n';
import { orAborted } from '../../base/async';
import { UserError } from '../../base/userError';
import { isCircuitError } from '../../circuit/errors';
import {
  authorizeUrl,
  challengeOf,
  createState,
  createVerifier,
} from '../../circuit/oauth/authorizeUrl';
import { exchangeCode, type Tokens } from '../../circuit/oauth/grants';
import type { Transport } from '../../circuit/transport';
import { canSetPresence, OLDER_SCOPES, SCOPES } from '../scopes';
import type { Session } from '../storage/session';
import { type Expected, type Pasted, readPasted } from './callback';
import { type Ended, isInvalidScope, outcomeOf, signInErrorFor } from './failure';
import type { Loopback, SignInOutcome } from './loopback';
import type { Typed, WaitBox } from './waitBox';

/** The OAuth app at one exact origin that a sign-in is made through. */
export interface App {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/** What one browser sign-in needs from its surroundings. */
export interface BrowserSignIn {
  readonly app: App;
  /** Where Circuit sends the browser, for one attempt. */
  redirectUri(): Promise<string>;
  readonly transport: Transport;
  /** Aborted at the deadline, or when the person or another sign-in cancels this one. */
  readonly signal: AbortSignal;
  openBrowser(url: URL): void;
  /** `none` where the browser cannot reach this machine. */
  listen(expected: Expected): Promise<Loopback | 'taken' | 'none'>;
  showBox(o: {
    /** The sign-in page's address, for a person who wants to open it elsewhere. */
    readonly url: URL;
    readonly portTaken: boolean;
    readonly read: (text: string) => Pasted;
  }): WaitBox;
  /** Checks and keeps the tokens. `clientId` is missing for a pasted token. */
  complete(tokens: Tokens, clientId: string | undefined): Promise<Session>;
}

/**
 * Signs in through the browser; `otherWay` if the person wants to come back from it in another way.
 * If the app lacks the scope for setting presence, the older one is requested in a second tab. The
 * origin is always that of `app`. Throws a `CircuitError`, an `AbortError` if the person declined in
 * the browser, or the signal's reason.
 */
export async function signInWithBrowser(o: BrowserSignIn): Promise<Session | 'otherWay'> {
  const first = await attempt(o, SCOPES);
  const isLacking = first.kind === 'lacking' || isInvalidScope(first);
  const last = isLacking ? await attempt(o, OLDER_SCOPES) : first;
  if (last.kind === 'signedIn') {
    return last.session;
  }
  if (last.kind === 'otherWay') {
    return last.kind;
  }
  const lacking = [last, first].find(ended => ended.kind === 'lacking');
  if (lacking) {
    return await o.complete(lacking.tokens, o.app.clientId);
  }
  throw await signInErrorFor(last);
}

/** One tab, one state, one verifier, one code. */
async function attempt(o: BrowserSignIn, scopes: readonly string[]): Promise<Ended> {
  const expected = { state: createState(), origin: o.app.origin };
  const codeVerifier = createVerifier();
  const codeChallenge = await challengeOf(codeVerifier);
  const { clientId } = o.app;
  const redirectUri = await o.redirectUri();
  const url = authorizeUrl({ ...expected, clientId, redirectUri, scopes, codeChallenge });
  const listening = await o.listen(expected);
  const port = typeof listening === 'string' ? undefined : listening;
  const read = (text: string) => readPasted(text, redirectUri, expected);
  const box = o.showBox({ url, portTaken: listening === 'taken', read });
  let outcome: SignInOutcome = 'failed';
  try {
    o.openBrowser(url);
    const ways = [box.typed, ...(port ? [port.callback] : [])];
    const answer = await orAborted(o.signal, ...ways);
    box.showBusy();
    const ended = await finish(o, answer, { scopes, codeVerifier, redirectUri });
    outcome = outcomeOf(ended);
    return ended;
  } finally {
    box.dispose();
    const isOver = o.signal.aborted;
    const closed = port?.finish(isOver ? 'over' : outcome);
    // A second attempt needs the port; otherwise nothing waits until the tab is done with it.
    await (outcome === 'signedIn' || isOver ? undefined : closed);
  }
}

async function finish(o: BrowserSignIn, answer: Typed, asked: Asked): Promise<Ended> {
  switch (answer.kind) {
    case 'denied':
    case 'otherWay':
      return answer;
    case 'token':
      return {
        kind: 'signedIn',
        session: await orAborted(
          o.signal,
          o.complete(pastedToken(answer), undefined).catch(explainToken),
        ),
      };
    case 'code': {
      const tokens = await exchange(o, answer.code, asked);
      return canSetPresence(tokens.scopes)
        ? {
            kind: 'signedIn',
            session: await orAborted(o.signal, o.complete(tokens, o.app.clientId)),
          }
        : { kind: 'lacking', tokens };
    }
  }
}

interface Asked {
  readonly scopes: readonly string[];
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

async function exchange(o: BrowserSignIn, code: string, asked: Asked): Promise<Tokens> {
  return await exchangeCode({
    ...o.app,
    code,
    redirectUri: asked.redirectUri,
    codeVerifier: asked.codeVerifier,
    requestedScopes: asked.scopes,
    transport: o.transport,
    signal: o.signal,
  });
}

/** A pasted token's scopes cannot be looked up; a command that lacks one will say so. */
function pastedToken({ accessToken }: { readonly accessToken: string }): Tokens {
  return { accessToken, scopes: SCOPES };
}

/** "Your sign-in has ended" would be wrong here: it never began. */
function explainToken(error: unknown): never {
  throw isCircuitError(error) && error.kind === 'unauthorized'
    ? new UserError(l10n.t("Circuit doesn't accept this access token, so it wasn't saved."))
    : error;
}
