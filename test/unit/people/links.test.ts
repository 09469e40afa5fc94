import assert from 'node:assert/strict';
import { callLink, labelLink, mailLink, userLink } from '../../../src/people/links';

const origin = 'https://circuit.example';

describe('links into Circuit', () => {
  it('lead to a person, a call, a label and the mail program', () => {
    assert.equal(userLink(origin, 'a-1'), `${origin}/#/user/a-1`);
    assert.equal(
      callLink(origin, 'ada+x@x.example'),
      `${origin}/#/call?user=ada%2Bx%40x.example&media=audio`,
    );
    assert.equal(labelLink(origin, 'a/b #1?&'), `${origin}/#/search/a%2Fb%20%231%3F%26`);
    assert.equal(mailLink('ada@x.example'), 'mailto:ada%40x.example');
  });

  for (const id of [
    '',
    '..',
    '../x',
    'a/b',
    '?x=',
    '#',
    '%2e%2e',
    '@evil.example',
    'x'.repeat(65),
  ]) {
    it(`lead nowhere for the id ${JSON.stringify(id.slice(0, 20))}`, () => {
      assert.equal(userLink(origin, id), undefined);
    });
  }

  for (const address of ['', 'a', 'a@b@c.example', 'a@x.example?cc=b@x.example', 'a b@x.example']) {
    it(`lead nowhere for the address ${JSON.stringify(address)}`, () => {
      assert.equal(callLink(origin, address), undefined);
      assert.equal(mailLink(address), undefined);
    });
  }
});
