import * as l10n from '@vscode/l10n';
import { isolate, plainMessage } from '../base/plainText';
import { agoWords, clockWords } from '../base/timeWords';
import { presenceWords, shownState, updateWords } from '../presence/stateWords';
import type { Connection, Known, OwnState } from '../presence/store';
import { isRefused, nextRedrawAt, type Scene, barText } from './barText';

/** The user's presence in words. Only `text` may hold codicons; all else is plain text. */
export interface OwnPresenceText {
  readonly text: string;
  readonly accessibleText: string;
  /** State and end; message; why, and how old. Those with nothing to say are left out. */
  readonly lines: readonly string[];
  readonly signedIn: boolean;
  /** When these words stop being right although nothing happened, in epoch milliseconds. */
  readonly changesAt: number | undefined;
}

export function describeOwnPresence(
  connection: Connection,
  own: OwnState,
  scene: Scene,
): OwnPresenceText {
  const { icon, words } = barText(connection, own, scene);
  const signedIn = connection.kind !== 'signedOut' && !isRefused(connection);
  const state = stateLine(connection, own, scene);
  const why = whyLine(connection, own, scene);
  return {
    text: `$(${icon}) ${scene.demo ? l10n.t('Demo: {0}', words) : words}`,
    accessibleText: (scene.demo
      ? l10n.t('Circuit demo: {0}. {1}', state, why)
      : l10n.t('Circuit presence: {0}. {1}', state, why)
    ).trimEnd(),
    lines: [
      scene.demo ? l10n.t('Demo: {0}', state) : state,
      signedIn ? messageLine(own) : '',
      why,
      signedIn && own.isAlone ? aloneLine() : '',
    ].filter(line => line !== ''),
    signedIn,
    changesAt: signedIn ? nextRedrawAt(own, scene) : undefined,
  };
}

function aloneLine(): string {
  return l10n.t(
    'Windows cannot share files here: none knows what was set in another, or what Circuit said there.',
  );
}

function stateLine(connection: Connection, own: OwnState, scene: Scene): string {
  switch (connection.kind) {
    case 'signedOut':
      return l10n.t('Signed out');
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
        ? l10n.t('Asking Circuit for: {0}', updateWords(own.pending, scene))
        : knownLine(own.known, scene);
  }
}

function knownLine(known: Known | undefined, scene: Scene): string {
  const until = known?.kind === 'known' ? known.presence.dndUntil : undefined;
  const isOver = until !== undefined && known !== undefined && known.checkedAt > until;
  return isOver && shownState(known) === 'DND'
    ? l10n.t(
        'Do Not Disturb, which should have ended at {0}: Circuit still shows it',
        clockWords(until, scene),
      )
    : presenceWords(known, scene);
}

function messageLine(own: OwnState): string {
  const known = own.known?.kind === 'known' ? own.known.presence.statusMessage : '';
  const message = plainMessage(own.pending?.statusMessage ?? known);
  return message === '' ? '' : l10n.t('Message: {0}', isolate(message));
}

function whyLine(connection: Connection, own: OwnState, scene: Scene): string {
  switch (connection.kind) {
    case 'signedOut':
      return scene.hostChosen
        ? l10n.t('Click to sign in.')
        : l10n.t('Click to sign in, or try it with a made-up company.');
    case 'connecting':
      return '';
    case 'offline':
      if (isRefused(connection)) {
        return connection.reason.message;
      }
      return [connection.reason.message, retryLine(connection.retryAt, scene), ageLine(own, scene)]
        .filter(line => line !== '')
        .join(' ');
    case 'online':
      return ageLine(own, scene);
  }
}

function retryLine(retryAt: number | undefined, scene: Scene): string {
  return retryAt === undefined || retryAt <= scene.now
    ? ''
    : l10n.t('Next try at {0}.', clockWords(retryAt, scene));
}

function ageLine({ known, cause }: OwnState, scene: Scene): string {
  if (!known) {
    return '';
  }
  const checked = scene.focused
    ? agoWords(known.checkedAt, scene)
    : l10n.t('at {0}', clockWords(known.checkedAt, scene));
  switch (cause.kind) {
    case 'setHere':
      return l10n.t('Set here at {0}; checked {1}.', clockWords(cause.at, scene), checked);
    case 'elsewhere':
      return l10n.t('Changed outside VS Code; checked {0}.', checked);
    case 'unknown':
      return l10n.t('Checked {0}.', checked);
  }
}
