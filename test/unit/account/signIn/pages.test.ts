import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { renderPage } from '../../../../src/account/signIn/pages';

describe('The pages of the redirect address', () => {
  after(() => l10n.config({ contents: {} }));

  it('say which language their words are in', () => {
    assert.match(renderPage('signedIn'), /<html lang="en">[^]*You&#39;re signed in/);
    l10n.config({ contents: readFileSync('l10n/bundle.l10n.de.json', 'utf8') });
    const page = renderPage('signedIn');
    assert.match(page, /<html lang="de">/);
    assert.doesNotMatch(page, /You&#39;re signed in/);
  });
});
