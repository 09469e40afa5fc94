import assert from 'node:assert/strict';
import { summarize, summaryTitle } from '../../../../src/people/watch/additionSummary';
import { parseAddresses, mostAddresses } from '../../../../src/people/watch/parseAddresses';
import { persons, user } from '../support';

describe('e-mail addresses in a text', () => {
  const table: readonly [text: string, addresses: string[]][] = [
    ['a@x.example, b@x.example;c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['Ada Example <ada@x.example>\r\nBea <bea@x.example>', ['ada@x.example', 'bea@x.example']],
    ['* @team docs@x.example # a comment', ['docs@x.example']],
    ['Write to ada@x.example.', ['ada@x.example']],
    ['[mail](mailto:ada@x.example)', ['ada@x.example']],
    ['"ada@x.example","bea@x.example"', ['ada@x.example', 'bea@x.example']],
    ['ADA@X.example', ['ada@x.example']],
    ['first.last+tag@sub.x.example', ['first.last+tag@sub.x.example']],
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
    assert.deepEqual(invalid, ['a@b', '@decorator', 'x@y@z.example', 'a@..example']);
  });

  it('are not more than can be looked up', () => {
    const text = Array.from({ length: mostAddresses + 3 }, (_, at) => `p${at}@x.example`).join(
      '\n',
    );
    const { addresses, beyond } = parseAddresses(text);
    assert.equal(addresses.length, mostAddresses);
    assert.equal(beyond, 3);
  });

  it('are not found in a hostile megabyte, which is read in one go all the same', () => {
    const texts = ['a@'.repeat(500_000), `${'a.'.repeat(400_000)}@x`, `@${'-'.repeat(900_000)}`];
    for (const text of [...texts, `${'.'.repeat(900_000)}@`]) {
      const { addresses, invalid } = parseAddresses(text);
      assert.deepEqual(addresses, []);
      assert.ok(invalid.every(word => word.length <= 254));
    }
  });
});

describe('the summary after adding many', () => {
  const [kept, fresh, late] = [user('kept'), user('fresh'), user('late')];
  const chosen = {
    ...parseAddresses(
      'kept@x.example fresh@x.example late@x.example gone@x.example gone@x.example',
    ),
    invalid: ['a@b'],
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
    assert.equal(summaryTitle(lines, chosen), 'Addresses added: 1 of 5; repeated: 1');
  });
});
