import * as l10n from '@vscode/l10n';
import { languageOfWords } from '../../base/timeWords';
import type { SignInOutcome } from './loopback';

/** What a page at the redirect address says. Never includes anything from the request. */
export type Page =
  | 'signedIn'
  | 'declined'
  | 'failed'
  | 'over'
  | 'used'
  | 'foreign'
  | 'nothing'
  | 'tooMuch'
  | 'elsewhere';

/** A complete static page without scripts, pictures or anything else to load. */
export function renderPage(page: Page): string {
  const { title, text } = words(page);
  return `<!doctype html>
<html lang="${languageOfWords()}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 90vh; place-content: center; text-align: center; margin: 1rem; }
h1 { font-size: 1.6rem; font-weight: 600; margin: 0 0 .5rem; }
p { margin: 0; opacity: .8; max-width: 32rem; }
</style>
<main><h1>${escape(title)}</h1><p>${escape(text)}</p></main>
</html>
`;
}

/** Forbids storing, framing, loading anything, and a referrer. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  Connection: 'close',
};

interface Words {
  readonly title: string;
  readonly text: string;
}

function words(page: Page): Words {
  switch (page) {
    case 'signedIn':
      return {
        title: l10n.t("You're signed in."),
        text: l10n.t('You can close this tab and return to VS Code.'),
      };
    case 'declined':
      return {
        title: l10n.t('You declined the sign-in.'),
        text: l10n.t('You can close this tab and return to VS Code.'),
      };
    case 'failed':
      return {
        title: l10n.t("You're not signed in."),
        text: l10n.t('See VS Code for details. You can close this tab.'),
      };
    case 'over':
      return {
        title: l10n.t('This sign-in has ended.'),
        text: l10n.t(
          'VS Code is no longer waiting for it. You can close this tab, or start again in VS Code.',
        ),
      };
    case 'used':
    case 'foreign':
    case 'nothing':
    case 'tooMuch':
    case 'elsewhere':
      return strayWords(page);
  }
}

/** For a visit that ends no sign-in, with what to do instead. */
function strayWords(page: Exclude<Page, SignInOutcome>): Words {
  switch (page) {
    case 'used':
      return {
        title: l10n.t('This address has already been used.'),
        text: l10n.t('You can close this tab and return to VS Code.'),
      };
    case 'foreign':
      return {
        title: l10n.t('This address belongs to a different sign-in.'),
        text: l10n.t('Return to VS Code and sign in from there.'),
      };
    case 'nothing':
      return {
        title: l10n.t('The response from Circuit is missing.'),
        text: l10n.t("Copy this page's address and paste it into VS Code, or start again there."),
      };
    case 'tooMuch':
      return {
        title: l10n.t('Your browser sent too many cookies.'),
        text: l10n.t("Copy this page's address and paste it into VS Code."),
      };
    case 'elsewhere':
      return {
        title: l10n.t("There's nothing here."),
        text: l10n.t('VS Code uses this address to complete a sign-in.'),
      };
  }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
