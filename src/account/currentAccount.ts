import { combinedDisposable, type Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import { lazy } from '../base/async';
import type { Logger } from '../base/log';
import type { SharedFolder } from '../base/sharedFolder';
import type { Transport } from '../circuit/transport';
import type { Account, CurrentAccount } from './account';
import type { Demo } from './demo';
import type { HostQuirks } from './hostQuirks';
import type { TokenRefresh } from './refresh';
import type { SessionAccess } from './sessionAccess';
import type { OriginSession } from './storage/originSession';
import type { Session } from './storage/session';
import type { Sessions } from './storage/sessions';

/**
 * The account in use: the demo while it is on, else the session of the chosen origin as far as
 * VS Code grants it. A refreshed token is the same account; a new sign-in is another, even of the
 * same person.
 */
export function createCurrentAccount(
  sessions: Sessions,
  demo: Demo,
  access: Pick<SessionAccess, 'sessionId' | 'onDidChange'>,
  tools: AccountTools,
): CurrentAccount & Disposable {
  const changed = new Emitter<Account | undefined>();
  let real: Real | undefined;
  let account = demo.account;

  const update = () => {
    const session = sessions.current;
    if (!session || session.id !== access.sessionId) {
      real = undefined;
    } else if (session.id !== real?.id) {
      const at = sessions.at(session.origin);
      real = { id: session.id, account: createAccount(at, session, tools) };
    }
    const next = demo.account ?? real?.account;
    if (account !== next) {
      account = next;
      changed.fire(next);
    }
  };
  const listeners = combinedDisposable(
    sessions.onDidChange(update),
    access.onDidChange(update),
    demo.onDidChange(update),
    changed,
  );
  update();
  return {
    get account() {
      return account;
    },
    onDidChange: changed.event,
    dispose: () => listeners.dispose(),
  };
}

/** What requests for an account need. */
interface AccountTools {
  readonly transport: Transport;
  readonly refresh: TokenRefresh;
  readonly quirks: HostQuirks;
  readonly log: Logger;
  /** Shared by all windows, so that only one of them refreshes a token at a time. */
  readonly folder: () => Promise<SharedFolder>;
}

interface Real {
  readonly id: string;
  readonly account: Account;
}

function createAccount(
  at: OriginSession,
  session: Session,
  { transport, refresh, quirks, log, folder }: AccountTools,
): Account {
  const token = lazy(async () => {
    const { createTokenSource } = await import('./tokenSource');
    const { createLease } = await import('../base/lease');
    const lease = createLease(await folder(), `refresh-1.${session.origin.replace(/\W+/g, '-')}`);
    const { userId } = session;
    return createTokenSource({ sessions: at, userId, renewal: refresh, log, lease });
  });
  return {
    kind: 'circuit',
    label: session.label,
    tag: session.tag,
    olderTag: session.olderTag,
    get scopes() {
      return at.session?.scopes ?? session.scopes;
    },
    access: {
      origin: session.origin,
      transport,
      token: async refused => (await token())(refused),
      get arrays() {
        return quirks.arraysOf(session.origin);
      },
    },
  };
}
