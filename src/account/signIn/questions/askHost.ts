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
        // Always there: whoever types an address or pastes a link here is not left with no row.
        { label: vscode.l10n.t('Another address…'), value: 'other' as const, alwaysShow: true },
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
    if (picked === goBack || picked.value !== 'other') {
      return picked === goBack ? goBack : picked.value;
    }
    const own = readOwnHost(picked.typed) ?? (await askOwnHost(picked.typed));
    if (own !== goBack) {
      return own;
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

async function askOwnHost(typed: string): Promise<string | LinkedApp | typeof goBack> {
  const text = await ask({
    title: vscode.l10n.t('Sign In to Circuit'),
    prompt: vscode.l10n.t('Address of your Circuit server, or a setup link'),
    placeholder: 'circuit.example.com',
    typed,
    check: value => {
      const answer = readAnswer(value);
      return answer.kind === 'bad' ? answer.reason : undefined;
    },
  });
  if (text === goBack) {
    return goBack;
  }
  const own = readOwnHost(text);
  if (own === undefined) {
    throw cancelled();
  }
  return own;
}

/** Undefined if it names no Circuit. */
function readOwnHost(text: string): string | LinkedApp | undefined {
  const answer = readAnswer(text);
  if (answer.kind === 'bad') {
    return undefined;
  }
  return 'app' in answer ? answer.app : answer.origin;
}

function readAnswer(text: string): ReadLink | ParsedOrigin {
  return isSetupLink(text) ? readPastedLink(text, vscode.env.uriScheme) : parseOrigin(text);
}
