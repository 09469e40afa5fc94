import fc from 'fast-check';
import assert from 'node:assert/strict';
import { isEmailAddress } from '../../../../src/circuit/ids';
import { emailAtPosition, addressesInText } from '../../../../src/code/editor/emailAtPosition';

describe('An email address in a text', () => {
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
    ['a@b@c|.example', undefined],
    ['@ada@exam|ple.com', 'ada@example.com'],
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

  const partial = [
    'jörg@corp.example',
    'jo\u0308rg@corp.example',
    'ЮлRiya@corp.example',
    '𝐣o@corp.example',
    'ina&jo@corp.example',
    'ina/jo@corp.example',
    'ina!jo@corp.example',
    '$jo@corp.example',

    '%20jo@corp.example',
    'J%C3%B6rg@corp.example',
    'j=C3=B6rg@corp.example',
    '~jo@corp.example',

    'Mu=FCller@corp.example',
    'j&ouml;rg@corp.example',
    '&#106;o@corp.example',
    '^jo@corp.example',
    '"Jo Smith"@corp.example',
    'jo\u00ADrg@corp.example',
    'jo\u200Brg@corp.example',

    '${first}.jo@corp.example',
    '{prefix}jo@corp.example',
    '"\\njo@corp.example"',
    'ina@jo@corp.example',

    'https://ina:secret@corp.example/x',
    'postgres://jo@corp.example/db',
    'jo@corp.example@evil.example',
    `${'x'.repeat(500)}jo@corp.example`,
    'jo@corp.exampleé',
    'prvs=12=jo@corp.example',
    'jo.@corp.example',
    'i..jo@corp.example',
  ];
  for (const text of partial) {
    it(`is never part of a longer name: ${text.slice(0, 80)}`, () => {
      assert.deepEqual(
        addressesInText(text, 9).filter(address => address.endsWith('@corp.example')),
        [],
      );
    });
  }

  const whole: [text: string, ...addresses: string[]][] = [
    ['_ina@corp.example', '_ina@corp.example'],
    ["o'neil@corp.example", "o'neil@corp.example"],
    ['*ina@corp.example*', 'ina@corp.example'],
    ['//ina@corp.example', 'ina@corp.example'],
    ['#ina@corp.example', 'ina@corp.example'],
    ['-ina@corp.example', 'ina@corp.example'],
    ['+ina@corp.example', 'ina@corp.example'],
    ['MAIL=ina@corp.example', 'ina@corp.example'],
    ['to=ADA@corp.example', 'ada@corp.example'],
    ['--author=ina@corp.example', 'ina@corp.example'],
    [
      'mailto:a@corp.example?cc=b@corp.example&bcc=c@corp.example',
      'a@corp.example',
      'b@corp.example',
      'c@corp.example',
    ],
    ['ina,jo@corp.example', 'jo@corp.example'],
    ['|ina@corp.example|jo@corp.example|', 'ina@corp.example', 'jo@corp.example'],
    ['<b>ina@corp.example</b>', 'ina@corp.example'],
    ['&lt;ina@corp.example&gt;', 'ina@corp.example'],
    ['“ina@corp.example”', 'ina@corp.example'],
    ['„ina@corp.example“', 'ina@corp.example'],
    ['«ina@corp.example»', 'ina@corp.example'],
    ['•ina@corp.example…', 'ina@corp.example'],
    ['{"to":"ina@corp.example"}', 'ina@corp.example'],
    ['请联系ina@corp.example谢谢', 'ina@corp.example'],
    ['ina@corp.example으로', 'ina@corp.example'],
    ['\u200Bina@corp.example\u200B', 'ina@corp.example'],
    ['\u202Aina@corp.example\u202C', 'ina@corp.example'],
    ['ina+ci@corp.example.', 'ina+ci@corp.example'],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@例子.example', 'a@xn--fsqu00a.example'],
    ['ssh ina@corp.example:/srv', 'ina@corp.example'],
    ['[1]ina@corp.example(2)', 'ina@corp.example'],
    ['ina@corp.example_jo@corp.example', 'ina@corp.example'],
  ];
  for (const [text, ...addresses] of whole) {
    it(`is found whole in ${text}`, () => {
      assert.deepEqual(addressesInText(text, 9), addresses);
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
    assert.deepEqual(addressesInText('@ada a@x.org', 2), ['a@x.org']);
    assert.deepEqual(addressesInText('\u{1D7FF}ina@x.org \u{1D400}ina@x.org', 2), []);
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
      assert.equal(emailAtPosition(text, 500_000), undefined);
      assert.deepEqual(addressesInText(text, 50), []);
    });
  }
});
