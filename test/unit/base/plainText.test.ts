import assert from 'node:assert/strict';
import {
  escapeIcons,
  escapeLinks,
  fitsMessage,
  isolate,
  plainMessage,
  plainName,
  toPlainText,
} from '../../../src/base/plainText';

function graphemes(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

describe('Text of other people', () => {
  const cases: [name: string, text: string, plain: string][] = [
    [
      'stays as it is when it is plain',
      'Jürgen Müller (he/him) · 日本語',
      'Jürgen Müller (he/him) · 日本語',
    ],
    ['becomes one line', 'in\r\nreview\tuntil\u2028noon\u2029!\u0085', 'in review until noon !'],
    ['loses control characters', 'a\u0000b\u001b[31mc\u007f', 'a b [31mc'],
    ['loses bidi overrides', 'a\u202Egpj.exe\u202C', 'agpj.exe'],
    ['loses bidi isolates and marks', '\u2066a\u2067b\u2068c\u2069\u200E\u200F\u061C', 'abc'],
    ['loses zero-width characters', 'ad\u200Bm\u200Ci\u2060n\uFEFF', 'admin'],
    ['loses letters that look like nothing', '\u3164\u115F\u2800\uFFA0', ''],
    ['loses private-use characters, which an icon font may draw', 'a\uEA60b\u{F0000}', 'ab'],
    ['loses halves of surrogate pairs', 'a\uD83Db\uDE00', 'ab'],
    ['keeps emoji, families too', '👩‍👩‍👧 ❤️‍🔥 👩🏽‍💻 🇩🇪', '👩‍👩‍👧 ❤️‍🔥 👩🏽‍💻 🇩🇪'],
    [
      'keeps the joiners of Persian',
      'می\u200Cخواهم نرگس\u200Cزاده',
      'می\u200Cخواهم نرگس\u200Cزاده',
    ],
    ['keeps those of Sinhala', 'ශ\u0DCA\u200Dරී ලංකා', 'ශ\u0DCA\u200Dරී ලංකා'],
    ['keeps those of Bengali', 'র\u200D\u09CDয', 'র\u200D\u09CDয'],
    ['keeps those of Malayalam, at the end of a word', 'അവന\u0D4D\u200D', 'അവന\u0D4D\u200D'],
    ['keeps those of Devanagari', 'क\u094D\u200Dष क\u094D\u200Cष', 'क\u094D\u200Dष क\u094D\u200Cष'],
    ['keeps one of several joiners', 'ا\u200C\u200C\u200Cب', 'ا\u200Cب'],
    ['loses joiners after a space', 'م \u200C\u200Dم', 'م م'],
    ['keeps flags of countries and of parts of them', '🇮🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 🏴‍☠️', '🇮🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 🏴‍☠️'],
    ['loses tags that are in no flag', 'a\u{E0041}\u{E007F}b', 'ab'],
    ['is empty when only selectors are left', '\uFE0F\u034F\u{E0100} \u17B4', ''],
    ['loses joiners between other characters', 'a\u200Db 😀\u200D', 'ab 😀'],
    [
      'keeps accents but no towers of them',
      `a\u0301 Z${'\u0350'.repeat(1000)}o`,
      `á Z${'\u0350'.repeat(8)}o`.normalize('NFD'),
    ],
    ['is trimmed', '   a   b   ', 'a b'],
  ];
  for (const [name, text, plain] of cases) {
    it(name, () => assert.equal(plainMessage(text).normalize('NFD'), plain.normalize('NFD')));
  }

  it('is cut to 64 graphemes in names and 255 in messages, and says so', () => {
    assert.equal(plainName('a'.repeat(64)), 'a'.repeat(64));
    assert.equal(plainName('a'.repeat(65)), `${'a'.repeat(63)}…`);
    assert.equal(plainMessage('ä'.repeat(255)), 'ä'.repeat(255));
    assert.equal(plainMessage('ä'.repeat(256)), `${'ä'.repeat(254)}…`);
  });

  it('is cut between graphemes, never within one', () => {
    assert.equal(toPlainText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2), '👩‍👩‍👧…');
    assert.equal(toPlainText('👩‍👩‍👧👩‍👩‍👧', 2), '👩‍👩‍👧👩‍👩‍👧');
  });

  it('is harmless by the megabyte, whatever it is made of', () => {
    const pieces = [
      'a',
      '\u0301',
      'a\u0301',
      '\u200B',
      '\u202E',
      '\n',
      ' ',
      '👩‍',
      '$(',
      '](',
      '\uD800',
    ];
    for (const piece of pieces) {
      const plain = plainName(piece.repeat(1_000_000 / piece.length));
      assert.ok(graphemes(plain) <= 64 && plain.length <= 64 * 16, JSON.stringify(piece));
    }
  });
});

describe('Icons in text of other people', () => {
  for (const text of ['$(check)', 'a $(sync~spin) b $(x)', '\\$(check)', '$$(check)']) {
    it(`are not drawn for ${text}`, () => {
      const escaped = escapeIcons(text);
      assert.ok(!escaped.includes('$('));
      assert.equal(escaped.replaceAll('\u200B', ''), text);
    });
  }
});

describe('Links in text of other people', () => {
  for (const text of [
    '[x](command:workbench.action.quit)',
    '[a](https://b.c)',
    'COMMAND:x',
    'http://a.b',
    'WWW.a.b',
    'x:command://www.',
    'mailto:ada@x.example',
    'write to ada.b+c@x.example now',
    'XMPP:ada@x.example',
    '](](',
  ]) {
    it(`are not live for ${text}`, () => {
      const escaped = escapeLinks(text);
      assert.doesNotMatch(escaped, /\]\(|(command|mailto|xmpp):|:\/\/|www\.|@\w/i);
      assert.equal(escaped.replaceAll('\u200B', ''), text);
    });
  }
});

describe('A name in a sentence', () => {
  for (const name of ['דנה כהן', 'نرگس', 'Dana (דנה)', '𞤀𞤣𞤤𞤢𞤥']) {
    it(`does not turn the words around it: ${name}`, () => {
      assert.equal(isolate(name), `\u2068${name}\u2069`);
    });
  }
  for (const name of ['Ada Byron', '日本語', 'Jürgen (he/him) 12:30', 'Олег', '']) {
    it(`stays as it is where it cannot: ${name}`, () => assert.equal(isolate(name), name));
  }
});

describe('A message to set', () => {
  it('may have 255 characters as a person counts them', () => {
    assert.ok(fitsMessage('👩‍👩‍👧'.repeat(255)));
    assert.ok(!fitsMessage('👩‍👩‍👧'.repeat(256)));
    assert.ok(!fitsMessage('\u0301'.repeat(1_000_000)));
  });
});
