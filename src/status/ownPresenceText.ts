import * as l10n from '@vscode/l10n';
import { isolate, plainMessage, plainName } from '../base/plainText';
import { clockWords } from '../base/timeWords';
import { presenceOf } from '../presence/model';
import { presenceWords, shownState, updateWords } from '../presence/stateWords';
import { untilEventWords } from '../presence/until/eventWords';
import type { Known, OwnState } from '../presence/store';
import { barText, isRefused, nextRedrawAt, type Scene, type SignedInConnection } from './barText';
import { untilLine } from './untilLine';
import { whyLine } from './whyLine';

/** The user's presence in words. Only `text` may contain icons; the rest is plain text. */
export interface OwnPresenceText {
  readonly text: string;
  readonly accessibleText: string;
  /** Account; state and end; message; reason and age. Empty lines are left out. */
  readonly lines: readonly string[];
  readonly signedIn: boolean;
  /** When these words go out of date by themselves, in epoch milliseconds. */
  readonly changesAt: number | undefined;
}

export function describeOwnPresence(
  connection: SignedInConnection,
  own: OwnState,
  scene: Scene,
): OwnPresenceText {
  const { icon, words } = barText(connection, own, scene);
  const signedIn = !isRefused(connection);
  const state = stateLine(connection, own, scene);
  const why = whyLine(connection, own, scene);
  const said = signedIn ? withMessage(state, own) : state;
  const until = signedIn ? untilLine(own, scene) : '';
  const spoken = l10n.t('{0}: {1}. {2}', subject(scene), said, `${why} ${until}`.trim());
  return {
    text: `$(${icon}) ${scene.demo ? l10n.t('Demo: {0}', words) : words}`,
    accessibleText: spoken.trimEnd(),
    lines: [
      subject(scene),
      state,
      signedIn ? messageLine(own) : '',
      why,
      until,
      signedIn && own.isAlone ? aloneLine() : '',
    ].filter(line => line !== ''),
    signedIn,
    changesAt: signedIn ? nextRedrawAt(own, scene) : undefined,
  };
}

function aloneLine(): string {
  return l10n.t(
    "VS Code windows can't share data here, so this one doesn't know what you set in others.",
  );
}

/**
 * Names Circuit and the account: the status bar has many items, and people may have several
 * accounts.
 */
function subject({ demo, account }: Scene): string {
  if (demo) {
    return l10n.t('Circuit demo');
  }
  const label = plainName(account ?? '');
  return label === ''
    ? l10n.t('Circuit presence')
    : l10n.t('Circuit presence, {0}', isolate(label));
}

function stateLine(connection: SignedInConnection, own: OwnState, scene: Scene): string {
  switch (connection.kind) {
    case 'connecting':
      return l10n.t('Connecting to Circuit');
    case 'offline':
      if (isRefused(connection)) {
        return l10n.t('Signed out by Circuit');
      }
      return own.known
        ? l10n.t('Circuit unreachable; last known: {0}', presenceWords(own.known, scene))
        : l10n.t('Circuit unreachable');
    case 'online':
      return own.pending
        ? l10n.t('Setting status: {0}', eventWords(own) ?? updateWords(own.pending, scene))
        : (eventWords(own) ?? knownLine(own.known, scene));
  }
}

/** What the presence lasts until, where that is no time. */
function eventWords({ until }: OwnState): string | undefined {
  return until?.kind === 'lasting' && until.event.kind !== 'dndEnd'
    ? untilEventWords(until.event)
    : undefined;
}

function knownLine(known: Known | undefined, scene: Scene): string {
  const until = presenceOf(known)?.dndUntil;
  const isOver = until !== undefined && known !== undefined && known.checkedAt > until;
  return isOver && shownState(known) === 'DND'
    ? l10n.t(
        'Do Not Disturb, which should have ended at {0} but is still shown by Circuit',
        clockWords(until, scene),
      )
    : presenceWords(known, scene);
}

function messageLine(own: OwnState): string {
  const message = messageOf(own);
  return message === '' ? '' : l10n.t('Message: {0}', isolate(message));
}

function withMessage(state: string, own: OwnState): string {
  const message = messageOf(own);
  return message === '' ? state : l10n.t('{0}, message: {1}', state, isolate(message));
}

function messageOf({ known, pending }: OwnState): string {
  const shown = known?.kind === 'known' ? known.presence.statusMessage : '';
  return plainMessage(pending?.statusMessage ?? shown);
}
