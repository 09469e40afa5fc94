import fc from 'fast-check';
import assert from 'node:assert/strict';
import {
  authorOfLine,
  countLines,
  createBlameReader,
  forgetBoundaries,
  toMilliseconds,
} from '../../../src/git/blame';
import { ada, createRepository, grace, type TestRepository } from './repository';

function read(text: string, chunkSize = text.length || 1) {
  const reader = createBlameReader();
  for (let at = 0; at < text.length; at += chunkSize) {
    reader.feed(text.slice(at, at + chunkSize));
  }
  return reader.end();
}

const hash = 'a1'.repeat(20);
const entry = (more: string) =>
  `${hash} 1 1 1\nauthor Ada\nauthor-mail <Ada@Example.com>\nauthor-time 1700000000\n${more}filename a\n\tcode\n`;

describe('Reading what git blame prints', () => {
  let repository: TestRepository;
  before(() => {
    repository = createRepository();
    repository.commit({ ...ada, at: '2025-01-02T10:00:00Z' }, { 'a b.ts': 'one\ntwo\nthree\n' });
    repository.commit(
      { ...grace, at: '2025-05-06T10:00:00Z' },
      { 'a b.ts': 'one\n2\nthree\nfour\n' },
    );
  });
  after(() => repository.remove());

  for (const format of ['--porcelain', '--line-porcelain', '--incremental']) {
    it(`tells the author of each line from ${format}`, () => {
      const blamed = read(repository.git(['blame', format, '--', 'a b.ts']));
      assert.deepEqual(
        [1, 2, 3, 4, 5].map(line => authorOfLine(blamed, line)?.emailAddress),
        ['ada@example.com', 'grace@example.com', 'ada@example.com', 'grace@example.com', undefined],
      );
      assert.deepEqual(authorOfLine(blamed, 2), {
        name: 'Grace Hopper',
        emailAddress: 'grace@example.com',
        at: Date.parse('2025-05-06T10:00:00Z'),
      });
    });

    it(`reads ${format} the same in whatever chunks it arrives`, () => {
      const text = repository.git(['blame', format, '--', 'a b.ts']);
      for (const chunkSize of [1, 2, 7, 64]) {
        assert.deepEqual(read(text, chunkSize), read(text));
      }
    });
  }

  it('leaves out lines that nobody committed', () => {
    repository.write('a b.ts', 'one\n2\nthree\nfour\nfive\n');
    const blamed = read(repository.git(['blame', '--porcelain', '--', 'a b.ts']));
    assert.deepEqual(
      countLines(blamed)
        .map(({ amount }) => amount)
        .sort(),
      [2, 2],
    );
  });

  it('adds up the lines of one address, whatever its spelling, with the time of the last', () => {
    const later = entry('')
      .replaceAll(hash, 'b2'.repeat(20))
      .replace('17000', '18000')
      .replace('Ada\n', 'Countess\n')
      .replace('1 1 1', '2 2 3');
    assert.deepEqual(countLines(read(entry('') + later)), [
      { name: 'Countess', emailAddress: 'ada@example.com', amount: 4, lastAt: 1_800_000_000_000 },
    ]);
  });

  it('takes no line of code for a field or a header', () => {
    const code = `\tauthor Mallory\n\tauthor-mail <mallory@example.com>\n\t${'b'.repeat(40)} 1 1 9\n`;
    assert.deepEqual(countLines(read(entry(code)))[0]?.emailAddress, 'ada@example.com');
    assert.equal(countLines(read(entry(code))).length, 1);
  });

  it('keeps only the beginning of a field of a megabyte', () => {
    const [author] = countLines(read(entry(`author ${'x'.repeat(1_000_000)}\n`), 4096));
    assert.equal(author?.name.length, 1024 - 'author '.length);
  });

  it('believes no more than ten million lines, and no impossible time', () => {
    const [author] = countLines(read(entry('').replace(' 1 1 1\n', ' 1 1 999999999\n')));
    assert.equal(author?.amount, 10_000_000);
    assert.equal(toMilliseconds('99999999999'), 99_999_999_999_000);
    assert.equal(toMilliseconds('100000000000'), 0);
    assert.equal(toMilliseconds(''), 0);
  });

  it('tells nobody of lines older than was asked for', () => {
    const [old] = read(entry('boundary\n'));
    const [young] = read(entry(''));
    assert.deepEqual([old?.isBoundary, young?.isBoundary], [true, false]);
    assert.ok(old && young);
    const nobody = { name: '', emailAddress: '', at: 0 };
    assert.deepEqual(forgetBoundaries([old, young]), [{ ...old, author: nobody }, young]);
  });

  it('does not fail on anything, and counts no more lines than it was told', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            `${hash} 1 1 1`,
            `${hash} 1 2`,
            'author x',
            'author-mail',
            'author-time x',
            '\t',
            '',
            'é',
            '\0',
          ),
        ),
        pieces => {
          const told = pieces.filter(piece => piece === `${hash} 1 1 1`).length;
          const counted = countLines(read(pieces.join('\n')));
          assert.equal(
            counted.reduce((sum, { amount }) => sum + amount, 0),
            told,
          );
        },
      ),
    );
  });
});
