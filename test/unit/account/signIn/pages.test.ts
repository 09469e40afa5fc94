import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Page, renderPage } from '../../../../src/account/signIn/pages';

describe('The pages of the redirect address', () => {
  after(() => l10n.config({ contents: {} }));

  const words: Readonly<Record<Page, readonly [title: string, text: RegExp]>> = {
    signedIn: ["You're signed in.", /close this tab and return to VS Code\.$/],
    declined: ['You declined the sign-in.', /close this tab and return to VS Code\.$/],
    failed: ["You're not signed in.", /^See VS Code for details\./],
    over: ['This sign-in has ended.', /start again in VS Code\.$/],
    used: ['This address has already been used.', /close this tab and return to VS Code\.$/],
    foreign: ['This address belongs to a different sign-in.', /sign in from there\.$/],
    nothing: ['The response from Circuit is missing.', /paste it into VS Code, or start again/],
    tooMuch: ['Your browser sent too many cookies.', /paste it into VS Code\.$/],
    elsewhere: ["There's nothing here.", /^VS Code uses this address/],
  };
  for (const [page, [title, text]] of Object.entries(words)) {
    it(`say what happened and what to do: ${page}`, () => {
      const html = renderPage(page as Page); // a key of `words`
      const [, heading = '', paragraph = ''] = /<h1>(.*)<\/h1><p>(.*)<\/p>/.exec(html) ?? [];
      const unescape = (escaped: string) => escaped.replaceAll('&#39;', "'");
      assert.equal(unescape(heading), title);
      assert.match(unescape(paragraph), text);
      assert.ok(html.includes(`<title>${heading}</title>`));
    });
  }

  it('are made of text alone, whatever a translation holds', () => {
    l10n.config({ contents: { "You're signed in.": `<b>"Ja" & 'so'</b>` } });
    const page = renderPage('signedIn');
    assert.ok(page.includes('<h1>&#60;b&#62;&#34;Ja&#34; &#38; &#39;so&#39;&#60;/b&#62;</h1>'));
  });

  it('say which language their words are in', () => {
    l10n.config({ contents: {} });
    assert.match(renderPage('signedIn'), /<html lang="en">[^]*You&#39;re signed in/);
    l10n.config({ contents: readFileSync('l10n/bundle.l10n.de.json', 'utf8') });
    const page = renderPage('signedIn');
    assert.match(page, /<html lang="de">/);
    assert.doesNotMatch(page, /You&#39;re signed in/);
  });
});
