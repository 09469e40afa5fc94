import * as vscode from 'vscode';
import { knownHosts, parseOrigin } from '../../circuit/origin';
import { ask, cancelled } from './inputBox';

/** Asks which Circuit to sign in at; no answer is marked as the usual one. Gives an origin.
 * `problem` says what is wrong with the one that is set. */
export async function askHost(problem?: string): Promise<string> {
  const own = { label: vscode.l10n.t('Another address…'), origin: undefined };
  const picked = await vscode.window.showQuickPick(
    [
      ...knownHosts.map(({ origin, place }) => ({
        label: new URL(origin).host,
        origin,
        ...describe(place),
      })),
      own,
    ],
    {
      title: vscode.l10n.t('Sign in to Circuit'),
      placeHolder:
        problem ?? vscode.l10n.t('Which Circuit? Your sign-in will be bound to this address.'),
      ignoreFocusOut: true,
    },
  );
  if (!picked) {
    throw cancelled();
  }
  return picked.origin ?? (await askOwnHost());
}

function describe(place: (typeof knownHosts)[number]['place']): { description: string } {
  switch (place) {
    case 'eu':
      return { description: vscode.l10n.t('Europe') };
    case 'na':
      return { description: vscode.l10n.t('North America') };
    case 'sandbox':
      return { description: vscode.l10n.t("The vendor's sandbox for developers") };
  }
}

async function askOwnHost(): Promise<string> {
  const text = await ask({
    title: vscode.l10n.t('Sign in to Circuit'),
    prompt: vscode.l10n.t('Address of your Circuit'),
    placeholder: 'circuit.example.com',
    check: value => {
      const parsed = parseOrigin(value);
      return parsed.kind === 'bad' ? parsed.reason : undefined;
    },
  });
  const parsed = text === undefined ? undefined : parseOrigin(text);
  if (parsed?.kind !== 'ok') {
    throw cancelled();
  }
  return parsed.origin;
}
