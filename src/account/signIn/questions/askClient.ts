import * as vscode from 'vscode';
import { isClientId } from '../../../settingReaders';
import { writeAdminRequest } from './adminRequest';
import type { App } from '../browserSignIn';
import { findWebSite } from '../waysBack';
import { type Chosen, choose, goBack } from './choose';
import { ask, cancelled } from './inputBox';
import { writeSetupLink } from './setupLink';

/**
 * Asks for the OAuth app of `origin`, with help for whoever has none. Keeps nothing. Throws an
 * `AbortError` when the person closes a question.
 */
export async function askClient(
  origin: string,
  redirectUri: string,
  canGoBack: boolean,
): Promise<App | typeof goBack> {
  const title = vscode.l10n.t('Sign In to Circuit at {0}', new URL(origin).host);
  let hint = vscode.l10n.t('Signing in requires the client ID of an OAuth app');
  for (;;) {
    const way = await askWay(title, hint, canGoBack);
    if (way === goBack) {
      return goBack;
    }
    if (way.value === 'have') {
      const app = await askIds(title, way.typed);
      if (app !== goBack) {
        return { origin, ...app };
      }
    } else {
      hint = await copyRequest(origin, redirectUri);
    }
  }
}

async function askWay(
  title: string,
  placeholder: string,
  canGoBack: boolean,
): Promise<Chosen<'have' | 'request'> | typeof goBack> {
  const { l10n, ThemeIcon } = vscode;
  const way = await choose(
    [
      {
        label: l10n.t('I have a client ID'),
        iconPath: new ThemeIcon('key'),
        value: 'have' as const,
        alwaysShow: true,
      },
      {
        label: l10n.t('Ask my administrator'),
        description: l10n.t('Copies a request with everything they need'),
        iconPath: new ThemeIcon('copy'),
        value: 'request' as const,
      },
    ],
    { title, placeholder, canGoBack },
  );
  if (way === undefined) {
    throw cancelled();
  }
  return way;
}

/** Gives what to say next, as a localised sentence. */
async function copyRequest(origin: string, redirectUri: string): Promise<string> {
  const link = writeSetupLink(vscode.env.uriScheme, origin);
  const text = writeAdminRequest(origin, redirectUri, link, await findWebSite());
  await vscode.env.clipboard.writeText(text);
  return vscode.l10n.t(
    'The request was copied to the clipboard. Send it, then come back with the client ID.',
  );
}

async function askIds(title: string, typed: string): Promise<Omit<App, 'origin'> | typeof goBack> {
  for (;;) {
    const clientId = await ask({
      title,
      prompt: vscode.l10n.t('Client ID of the OAuth app your administrator registered'),
      typed,
      check: value =>
        isClientId(value)
          ? undefined
          : vscode.l10n.t("A client ID can't contain spaces or special characters."),
    });
    if (clientId === goBack) {
      return goBack;
    }
    const secret = await ask({
      title,
      prompt: vscode.l10n.t('Client secret of the OAuth app; leave empty if there is none'),
      password: true,
    });
    if (secret !== goBack) {
      return { clientId, clientSecret: secret === '' ? undefined : secret };
    }
  }
}
