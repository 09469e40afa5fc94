import * as l10n from '@vscode/l10n';

/** What the status bar says while nobody is signed in. */
export interface SignedOutText {
  readonly text: string;
  readonly accessibleText: string;
  readonly tooltip: string;
}

/** `isHostChosen` is whether the person or the company has chosen a Circuit server. */
export function describeSignedOut(isHostChosen: boolean): SignedOutText {
  const icon = isHostChosen ? 'sign-in' : 'circuit-mark';
  const words = isHostChosen ? l10n.t('Circuit: Sign in') : l10n.t('Circuit');
  const next = isHostChosen
    ? l10n.t('Click to sign in.')
    : l10n.t('Click to sign in or to try the demo.');
  const subject = l10n.t('Circuit presence');
  const state = l10n.t('Signed out');
  return {
    text: `$(${icon}) ${words}`,
    accessibleText: l10n.t('{0}: {1}. {2}', subject, state, next),
    tooltip: [subject, state, next].join('\n\n'),
  };
}
