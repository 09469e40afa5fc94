import type { TokenSource } from '../circuit/client';
import type { Transport } from '../circuit/transport';
import { disposeAll, Emitter, type Disposable } from '../event';
import type { Logger } from '../log';
import type { Account, CurrentAccount } from './account';
import type { Demo } from './demo';
import type { Grant } from './grant';
import type { HostReadings } from './hostReadings';
import type { OriginSession } from './originSession';
import type { Renewal } from './renewal';
import type { Sessions } from './sessions';
import type { Session } from './storedSession';

/**
 * The account in use: the demo while it is on, else the session of the chosen origin as far as
 * VS Code grants it. A refreshed token is the same account; a new sign-in is another, even of the
 * same person.
 */
export function createCurrentAccount(
  sessions: Sessions,
  demo: Demo,
  grant: Pick<Grant, 'sessionId' | 'onDidChange'>,
  o: {
    readonly transport: Transport;
    readonly renewal: Renewal;
    readonly readings: HostReadings;
    readonly log: Logger;
  },
): CurrentAccount & Disposable {
  const changed = new Emitter<Account | undefined>();
  let real = accountOf(sessions.current);
  let account = demo.account ?? real?.account;

  function accountOf(session: Session | undefined): Real | undefined {
    if (!session || session.id !== grant.sessionId) {
      return undefined;
    }
    if (session.id === real?.id) {
      return real;
    }
    return { id: session.id, account: createAccount(sessions.at(session.origin), session, o) };
  }
  const update = () => {
    real = accountOf(sessions.current);
    const next = demo.account ?? real?.account;
    if (account !== next) {
      account = next;
      changed.fire(next);
    }
  };
  const listeners = disposeAll(
    sessions.onDidChange(update),
    grant.onDidChange(update),
    demo.onDidChange(update),
    changed,
  );
  return {
    get account() {
      return account;
    },
    onDidChange: changed.event,
    dispose: () => listeners.dispose(),
  };
}

interface Real {
  readonly id: string;
  readonly account: Account;
}

function createAccount(
  at: OriginSession,
  session: Session,
  o: Parameters<typeof createCurrentAccount>[3],
): Account {
  let loading: Promise<TokenSource> | undefined;
  const load = async () => {
    const { createTokenSource } = await import('./tokens');
    return createTokenSource(at, session.userId, o.renewal, o.log);
  };
  return {
    kind: 'circuit',
    label: session.label,
    get scopes() {
      return at.session?.scopes ?? session.scopes;
    },
    access: {
      origin: session.origin,
      transport: o.transport,
      token: async refused => (await (loading ??= load()))(refused),
      get arrays() {
        return o.readings.arraysOf(session.origin);
      },
    },
  };
}
