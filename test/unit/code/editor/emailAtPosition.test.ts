import fc from 'fast-check';
import assert from 'node:assert/strict';
import { isEmailAddress } from '../../../../src/circuit/ids';
import { emailAtPosition, addressesInText } from '../../../../src/code/editor/emailAtPosition';

describe('An e-mail address in a text', () => {
  const cases: [line: string, address: string | undefined][] = [
    ['// TODO(|ada@example.com): tidy', 'ada@example.com'],
    ['Ada Lovelace <ad|a@example.com>', 'ada@example.com'],
    ['ada@example|.com', 'ada@example.com'],
    ['ada@example.com|', 'ada@example.com'],
    ['mailto:Ada.L+x@Mail.Example.COM|?a', 'ada.l+x@mail.example.com'],
    ['ask ada@example.com.| Then', undefined],
    ["'ada@example.c|om'", 'ada@example.com'],
    ['|ask ada@example.com', undefined],
    ['ada@example.com gr|ace@example.com', 'grace@example.com'],
    ['ada@exam|ple', undefined],
    ['@ov|erride', undefined],
    ['git@github.com:own|er/repo', undefined],
    ['a@b@c|.example', 'b@c.example'],
    ['…|', undefined],
    ['|', undefined],
  ];
  for (const [marked, expected] of cases) {
    it(`${expected ?? 'none'} at the mark in ${marked}`, () => {
      const column = marked.indexOf('|');
      const found = emailAtPosition(marked.replace('|', ''), column);
      assert.equal(found?.emailAddress, expected);
    });
  }

  it('is told with where it stands', () => {
    const line = 'by <Ada@example.com>';
    const found = emailAtPosition(line, 8);
    assert.equal(line.slice(found?.start, found?.end), 'Ada@example.com');
  });

  it('is found once each in a whole text, no more than asked for', () => {
    const text = 'a@x.org, b@x.org; A@x.org\nc@x.org';
    assert.deepEqual(addressesInText(text, 10), ['a@x.org', 'b@x.org', 'c@x.org']);
    assert.deepEqual(addressesInText(text, 2), ['a@x.org', 'b@x.org']);
  });

  it('is one that Circuit’s client lets through, whatever the text', () => {
    const texts = fc.stringMatching(/^[a-zA-Z0-9@._+'<> -]{0,60}$/);
    fc.assert(
      fc.property(fc.oneof(texts, fc.string(), fc.emailAddress()), text => {
        assert.ok(addressesInText(text, 50).every(isEmailAddress));
      }),
    );
  });

  for (const part of ['a', '@', 'a@', 'a.', '@-', 'a@a.', "'", '.']) {
    it(`is looked for in a megabyte of ${part} without going over it again and again`, () => {
      const text = part.repeat(1_000_000 / part.length);
      const found = emailAtPosition(text, 500_000)?.emailAddress;
      assert.deepEqual(addressesInText(text, 50), part === 'a@a.' ? ['a@a.a', found] : []);
    });
  }
});
