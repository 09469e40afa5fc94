import assert from 'node:assert/strict';
import { summarize, summaryTitle } from '../../../../src/people/watch/additionSummary';
import { noAddressWords } from '../../../../src/people/watch/noAddress';
import { parseAddresses, mostAddresses } from '../../../../src/people/watch/parseAddresses';
import { persons, user } from '../support';

describe('email addresses in a text', () => {
  const table: readonly [text: string, addresses: string[]][] = [
    ['a@x.example, b@x.example;c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['Ada Example <ada@x.example>\r\nBea <bea@x.example>', ['ada@x.example', 'bea@x.example']],
    ['* @team docs@x.example # a comment', ['docs@x.example']],
    ['Write to ada@x.example.', ['ada@x.example']],
    ['[mail](mailto:ada@x.example)', ['ada@x.example']],
    ['"ada@x.example","bea@x.example"', ['ada@x.example', 'bea@x.example']],
    ['ADA@X.example', ['ada@x.example']],
    ['first.last+tag@sub.x.example', ['first.last+tag@sub.x.example']],
    [
      '"Lovelace, Ada" <ada@x.example>; "Byron, Bea" <bea@x.example>',
      ['ada@x.example', 'bea@x.example'],
    ],
    ["'Ada Lovelace' <ada@x.example>; 'bea@x.example'", ['ada@x.example', 'bea@x.example']],
    ['ada@x.example\tAda\t4711\r\nbea@x.example\tBea\t4712', ['ada@x.example', 'bea@x.example']],
    ['Ada;ada@x.example;true\nBea;bea@x.example;false', ['ada@x.example', 'bea@x.example']],
    [
      '“ada@x.example” „bea@x.example“ «cem@x.example» ‹dan@x.example›',
      ['ada@x.example', 'bea@x.example', 'cem@x.example', 'dan@x.example'],
    ],
    ['‘ada@x.example’, ‚bea@x.example‘', ['ada@x.example', 'bea@x.example']],
    [
      '• ada@x.example\n•bea@x.example\n- cem@x.example\n-dan@x.example\n* eva@x.example\n1. fay@x.example',
      [
        'ada@x.example',
        'bea@x.example',
        'cem@x.example',
        'dan@x.example',
        'eva@x.example',
        'fay@x.example',
      ],
    ],
    [
      '· ada@x.example ▪ bea@x.example – cem@x.example — dan@x.example',
      ['ada@x.example', 'bea@x.example', 'cem@x.example', 'dan@x.example'],
    ],
    ['ada@x.example… bea@x.example...', ['ada@x.example', 'bea@x.example']],
    [
      'ada@x.example，bea@x.example；cem@x.example、dan@x.example。',
      ['ada@x.example', 'bea@x.example', 'cem@x.example', 'dan@x.example'],
    ],
    ['「ada@x.example」ａｄａ２＠ｘ.example', ['ada@x.example', 'ada2@x.example']],
    ['ada@x.example، bea@x.example؛', ['ada@x.example', 'bea@x.example']],
    ['{ada@x.example} {"mail":"bea@x.example"}', ['ada@x.example', 'bea@x.example']],
    ['\u200Bada@x.example\u200B \u200Ebea@x.example\u200F', ['ada@x.example', 'bea@x.example']],
    ['\u202Aada@x.example\u202C \u2066bea@x.example\u2069', ['ada@x.example', 'bea@x.example']],
    ['ada@x.exam\u00ADple \uFEFFbea@\u200Bx.example', ['ada@x.example', 'bea@x.example']],
    [
      'mailto:ada@x.example?cc=bea@x.example&subject=to%20cem@x.example',
      ['ada@x.example', 'bea@x.example'],
    ],
    [
      '<a href="mailto:ada@x.example?bcc=bea@x.example&amp;cc=cem%40x.example">',
      ['ada@x.example', 'bea@x.example', 'cem@x.example'],
    ],
    ['MAILTO:ada%40x.example,bea@x.example?body=a@b.example', ['ada@x.example', 'bea@x.example']],
    [
      'ada@bücher.example BEA@BÜCHER.example',
      ['ada@xn--bcher-kva.example', 'bea@xn--bcher-kva.example'],
    ],
    ['Cem@X.EXAMPLE', ['cem@x.example']],
    ['ada+team-1@x.example', ['ada+team-1@x.example']],
    [
      'SMTP:ada@x.example E-Mail=bea@x.example To: cem@x.example',
      ['ada@x.example', 'bea@x.example', 'cem@x.example'],
    ],
    ['ada@x.example/bea@x.example', ['ada@x.example', 'bea@x.example']],
    ['_ada@x.example_ **bea@x.example**', ['ada@x.example', 'bea@x.example']],
    ['_ina@x.example', ['_ina@x.example']],
    ["Ask ada@x.example's team, or o’brien@x.example!", ['ada@x.example', "o'brien@x.example"]],
    ['| ada@x.example | bea@x.example |', ['ada@x.example', 'bea@x.example']],
    ['', []],
    ['nobody here', []],
  ];
  for (const [text, addresses] of table) {
    it(`are found in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseAddresses(text).addresses, addresses);
    });
  }

  it('count once, and the others are counted', () => {
    const { addresses, duplicates } = parseAddresses('a@x.example A@x.example b@x.example');
    assert.deepEqual(addresses, ['a@x.example', 'b@x.example']);
    assert.equal(duplicates, 1);
  });

  it('are told apart from words that only look like one', () => {
    const { addresses, invalid } = parseAddresses(
      'a@b @decorator x@y@z.example a@..example ok@x.example',
    );
    assert.deepEqual(addresses, ['ok@x.example']);
    assert.deepEqual(
      invalid.map(({ text }) => text),
      ['a@b', '@decorator', 'x@y@z.example', 'a@..example'],
    );
  });

  const none: readonly [text: string, reason: RegExp][] = [
    ['jörg@x.example', /only the letters a to z/],
    ['用户@x.example', /only the letters a to z/],
    ['ina&jo@x.example', /characters Circuit doesn't support/],
    ['ada..b@x.example', /characters Circuit doesn't support/],
    ['ada@x_y.example', /characters Circuit doesn't support/],
    ['{ada,bea}@x.example', /No name before/],
    ['@team', /No name before/],
    ['ada@localhost', /No complete domain/],
    ['ada@', /No complete domain/],
    ['ada@@x.example', /More than one @/],
    ['ada@bea@x.example', /More than one @/],
    [`${'a'.repeat(250)}@x.example`, /Too long/],
  ];
  for (const [text, reason] of none) {
    it(`leave out ${text.slice(0, 30)} and say why, and the rest goes on`, () => {
      const { addresses, invalid } = parseAddresses(`first@x.example; ${text}; last@x.example`);
      assert.deepEqual(addresses, ['first@x.example', 'last@x.example']);
      assert.match(noAddressWords(invalid[0]?.reason ?? 'tooLong'), reason);
      assert.equal(invalid.length, 1);
    });
  }

  for (const text of [
    'https://user:ada@x.example/y',
    'ssh://ada@x.example',
    'postgres://a:b@x.example',
  ]) {
    it(`are not what a link holds: ${text}`, () => {
      assert.deepEqual(parseAddresses(text).addresses, []);
    });
  }

  it('are not more than can be looked up', () => {
    const text = Array.from({ length: mostAddresses + 3 }, (_, at) => `p${at}@x.example`).join(
      '\n',
    );
    const { addresses, beyond } = parseAddresses(text);
    assert.equal(addresses.length, mostAddresses);
    assert.equal(beyond, 3);
  });

  it('are not found in a hostile megabyte, which is read in one go all the same', () => {
    const texts = [
      'mailto:'.repeat(140_000),
      '://@'.repeat(250_000),
      'a@'.repeat(500_000),
      `${'a.'.repeat(400_000)}@x`,
      `@${'-'.repeat(900_000)}`,
    ];
    for (const text of [...texts, `${'.'.repeat(900_000)}@`]) {
      const { addresses, invalid } = parseAddresses(text);
      assert.deepEqual(addresses, []);
      assert.ok(invalid.every(word => word.text.length <= 254));
    }
  });
});

describe('the summary after adding many', () => {
  const [kept, fresh, late] = [user('kept'), user('fresh'), user('late')];
  const chosen = {
    ...parseAddresses(
      'kept@x.example fresh@x.example late@x.example gone@x.example gone@x.example',
    ),
    invalid: [{ text: 'a@b', reason: 'noDomain' as const }],
  };
  const found = new Map([
    ['kept@x.example', kept],
    ['fresh@x.example', fresh],
    ['late@x.example', late],
  ]);
  const lines = summarize(
    chosen,
    { found, missing: ['gone@x.example'] },
    {
      watching: { people: [], groups: [] },
      added: persons('fresh'),
      already: persons('kept'),
      noRoom: persons('late'),
    },
  );

  it('says of every address what came of it, what did not work first', () => {
    assert.deepEqual(
      lines.map(({ outcome, address }) => [outcome, address]),
      [
        ['missing', 'gone@x.example'],
        ['invalid', 'a@b'],
        ['noRoom', 'late@x.example'],
        ['already', 'kept@x.example'],
        ['added', 'fresh@x.example'],
      ],
    );
  });

  it('counts in its title', () => {
    assert.equal(summaryTitle(lines, chosen), 'Addresses added: 1 of 5; duplicates: 1');
  });
});
