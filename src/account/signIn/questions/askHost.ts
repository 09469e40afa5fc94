import * as vscode from 'vscode';
import { knownHosts, type ParsedOrigin, parseOrigin } from '../../../circuit/origin';
import { choose, goBack } from './choose';
import { ask, cancelled } from './inputBox';
import { isSetupLink, type LinkedApp, type ReadLink, readPastedLink } from './setupLink';

/**
 * Asks which Circuit to sign in at; no answer is marked as the usual one. Gives an origin, what a
 * pasted setup link names, or what says that the person wants the step before. `problem` says what is wrong with the one that is set.
 */
export async function askHost(
  problem: string | undefined,
  canGoBack: boolean,
): Promise<string | LinkedApp | typeof goBack> {
  for (;;) {
    const picked = await choose(
      [
        ...knownHosts.map(({ origin, place }) => ({
          label: new URL(origin).host,
          value: origin,
          ...describe(place),
        })),
        { label: vscode.l10n.t('Another address…'), value: 'other' as const },
      ],
      {
        title: vscode.l10n.t('Sign In to Circuit'),
        placeholder:
          problem ??
          vscode.l10n.t('Choose your Circuit server; your sign-in is only ever sent there'),
        canGoBack,
      },
    );
    if (picked === undefined) {
      throw cancelled();
    }
    const origin = picked === 'other' ? await askOwnHost() : picked;
    if (picked !== 'other' || origin !== goBack) {
      return origin;
    }
  }
}

function describe(place: (typeof knownHosts)[number]['place']): { description: string } {
  switch (place) {
    case 'eu':
      return { description: vscode.l10n.t('Europe') };
    case 'na':
      return { description: vscode.l10n.t('North America') };
    case 'sandbox':
      return { description: vscode.l10n.t("Vendor's sandbox for developers") };
  }
}

async function askOwnHost(): Promise<string | LinkedApp | typeof goBack> {
  const text = await ask({
    title: vscode.l10n.t('Sign In to Circuit'),
    prompt: vscode.l10n.t('Address of your Circuit server, or a setup link'),
    placeholder: 'circuit.example.com',
    check: value => {
      const answer = readAnswer(value);
      return answer.kind === 'bad' ? answer.reason : undefined;
    },
  });
  if (text === goBack) {
    return goBack;
  }
  const answer = readAnswer(text);
  if (answer.kind === 'bad') {
    throw cancelled();
  }
  return 'app' in answer ? answer.app : answer.origin;
}

function readAnswer(text: string): ReadLink | ParsedOrigin {
  return isSetupLink(text) ? readPastedLink(text, vscode.env.uriScheme) : parseOrigin(text);
}
