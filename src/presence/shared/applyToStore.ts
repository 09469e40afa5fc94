import type { Presence } from '../../circuit/schemas';
import { samePresence } from '../equality';
import type { PresenceStore } from '../store';
import { pauseError } from './pause';
import type { PollSession } from './session';
import type { SharedAnswer, SharedState } from './state';

type Entry = readonly [userId: string, answer: SharedAnswer];

/** Applies the windows' shared data to this window's store. */
export function applyToStore(
  store: PresenceStore,
  shared: SharedState,
  session: PollSession,
): void {
  const news = [...shared.answers].filter(entry => isNews(store, entry));
  for (const [checkedAt, entries] of Map.groupBy(news, ([, answer]) => answer.checkedAt)) {
    showOwnSet(store, entries);
    store.applyPoll(
      store.beginPoll(),
      entries.flatMap(([, each]) => (each.kind === 'known' ? [each.presence] : [])),
      entries.flatMap(([id, each]) => (each.kind === 'unknown' ? [id] : [])),
      checkedAt,
    );
  }
  showConnection(store, shared, session);
}

function isNews(store: PresenceStore, [id, answer]: Entry): boolean {
  const before = store.get(id)?.checkedAt ?? -Infinity;
  return answer.checkedAt > before || before > Date.now();
}

/** A set by another window counts as set here: on this computer, in VS Code. */
function showOwnSet(store: PresenceStore, entries: readonly Entry[]): void {
  const own = entries.find(([id]) => id === store.ownId)?.[1];
  if (own?.kind === 'known' && own.setHere && wasJustSet(store, own.presence)) {
    store.applySet(own.presence);
  }
}

/**
 * Later polls repeat the mark; then, or in a window opened later, the time of the set is unknown.
 */
function wasJustSet({ own }: PresenceStore, presence: Presence): boolean {
  const { known, cause, pending } = own;
  const isSame = known?.kind === 'known' && samePresence(known.presence, presence);
  return pending === undefined && known !== undefined && (!isSame || cause.kind === 'elsewhere');
}

function showConnection(store: PresenceStore, shared: SharedState, session: PollSession): void {
  const { me, refused } = session;
  const { pause } = shared;
  if (refused) {
    return;
  }
  if (pause.notBefore > Date.now()) {
    const { connection } = store;
    if (connection.kind !== 'offline' || connection.retryAt !== pause.notBefore) {
      const reason = pauseError(pause);
      store.setConnection({ kind: 'offline', reason, retryAt: pause.notBefore, me });
    }
  } else if (pause.notBefore === 0 && me && shared.answers.has(me.userId)) {
    store.setConnection({ kind: 'online', me });
  }
}
