import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { ask } from './support';

describe('the start page', () => {
  let server: SandboxServer;
  let text: string;
  let policy: string;
  before(async () => {
    server = await serveSandbox();
    const answer = await ask(server, '/');
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/html/);
    text = answer.text;
    policy = answer.headers.get('Content-Security-Policy') ?? '';
  });
  after(() => server.close());

  /** Runs the page's script with the page's data and a fragment; gives the heading. */
  function headingFor(hash: string): string {
    const [, script = ''] = /<script nonce="[0-9a-f]{32}">([^]*)<\/script>/.exec(text) ?? [];
    const [, data = ''] = /data-people="([^"]*)"/.exec(text) ?? [];
    const people = data.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
    const heading = { textContent: 'untouched' };
    const box = { dataset: { people }, querySelector: () => heading };
    const page = { document: { getElementById: () => box }, location: { hash } };
    const web = { URLSearchParams, decodeURIComponent, addEventListener: () => undefined };
    runInNewContext(script, { ...page, ...web });
    return heading.textContent;
  }

  it('runs its own script alone, by a strict policy', () => {
    const [, nonce = '-'] = /<script nonce="([0-9a-f]{32})">/.exec(text) ?? [];
    assert.match(
      policy,
      new RegExp(
        `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'none'`,
      ),
    );
    assert.equal(text.match(/<script/g)?.length, 1);
    assert.doesNotMatch(text, / style=| on\w+=|innerHTML|javascript:/i);
  });

  const rows: [hash: () => string, heading: string][] = [
    [() => `#/user/${server.sandbox.me.userId}`, 'the conversation with Noor Haddad'],
    [() => `#/profile/${server.sandbox.me.userId}`, 'the profile of Noor Haddad'],
    [() => '#/email/noor.haddad@tidewick.example', 'the conversation with Noor Haddad'],
    [() => '#/user/somebody', 'the conversation with somebody'],
    [
      () => '#/call?user=noor.haddad%40tidewick.example&media=audio',
      'a call with Noor Haddad by audio',
    ],
    [() => '#/call?user=a%2Bb%40example.org&media=video', 'a call with a+b@example.org by video'],
    [() => '#/phone?number=+49301234', 'a phone call to +49301234'],
    [() => '#/search/Release%204.2', 'a search for “Release 4.2”'],
    [() => '#/search/100%', 'a search for “100%”'],
    [() => '#/conversation/abc?item=1', 'the conversation abc'],
    [() => '#/space/abc', 'the space abc'],
    [() => '#/search/<img src=x onerror=alert(1)>', 'a search for “<img src=x onerror=alert(1)>”'],
    [() => '#/user/__proto__', 'the conversation with __proto__'],
  ];
  for (const [hash, heading] of rows) {
    it(`names what a link would open: ${heading}`, () => {
      assert.equal(headingFor(hash()), `Circuit would open ${heading}`);
    });
  }

  it('says nothing about what is no link of Circuit’s', () => {
    for (const hash of ['', '#', '#/', '#/nothing/x', '#/constructor/x', '#user/x', '#/USER/x']) {
      assert.equal(headingFor(hash), 'untouched', hash);
    }
    assert.equal(headingFor(`#/search/${'x'.repeat(5_000)}`).length, 319);
  });
});
