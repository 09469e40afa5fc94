import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findConflicts, partAt } from '../../../../src/git/conflicts/parseConflicts';
import { ada, createRepository, grace } from '../repository';

function conflictOf(style: string): string[] {
  const repository = createRepository();
  try {
    repository.commit({ ...ada, at: '2025-01-01T00:00:00Z' }, { a: 'same\nold\nend\n' });
    repository.git(['checkout', '--quiet', '-b', 'feature']);
    repository.commit({ ...grace, at: '2025-01-02T00:00:00Z' }, { a: 'same\ntheirs\nend\n' });
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit({ ...ada, at: '2025-01-03T00:00:00Z' }, { a: 'same\nours\nend\n' });
    assert.throws(() => repository.git(['-c', `merge.conflictStyle=${style}`, 'merge', 'feature']));
    return readFileSync(`${repository.folder}/a`, 'utf8').split('\n');
  } finally {
    repository.remove();
  }
}

describe('Conflict markers', () => {
  for (const style of ['merge', 'diff3', 'zdiff3']) {
    it(`are found as git writes them in the style ${style}`, () => {
      const lines = conflictOf(style);
      const [conflict, ...more] = findConflicts(lines);
      assert.ok(conflict && more.length === 0);
      const text = (side: { first: number; end: number } | undefined) =>
        side && lines.slice(side.first, side.end);
      assert.deepEqual(text(conflict.ours), ['ours']);
      assert.deepEqual(text(conflict.theirs), ['theirs']);
      assert.deepEqual(text(conflict.base), style === 'merge' ? undefined : ['old']);
      assert.deepEqual([conflict.ours.label, conflict.theirs.label], ['HEAD', 'feature']);
      assert.deepEqual([conflict.line, lines[conflict.end]], [1, 'end']);
    });
  }

  const cases: [what: string, text: string, count: number][] = [
    ['an empty side', '<<<<<<< a\n=======\n>>>>>>> b', 1],
    ['Windows line ends', '<<<<<<< a\r\nx\r\n=======\r\ny\r\n>>>>>>> b\r', 1],
    ['no labels', '<<<<<<<\n=======\n>>>>>>>', 1],
    ['an underlined heading', 'Title\n=======\ntext', 0],
    ['no end', '<<<<<<< a\n=======\n', 0],
    ['no middle', '<<<<<<< a\n>>>>>>> b', 0],
    ['an end alone', '>>>>>>> b', 0],
    ['eight signs', '<<<<<<<< a\n========\n>>>>>>>> b', 1],
    ['signs of two sizes', '<<<<<<<< a\n=======\n>>>>>>> b', 0],
    ['six signs', '<<<<<< a\n======\n>>>>>> b', 0],
    [
      'one of eight around one of seven',
      '<<<<<<<< a\n<<<<<<< a\n=======\n>>>>>>> b\n========\n>>>>>>>> b',
      1,
    ],
    [
      'a base that was merged',
      '<<<<<<< a\n||||||| b\n<<<<<<<<< Temporary merge branch 1\nx\n=========\ny\n>>>>>>>>> Temporary merge branch 2\n=======\n>>>>>>> c',
      1,
    ],
    ['a heading inside theirs', '<<<<<<< a\nx\n=======\ny\n=======\n>>>>>>> b', 1],
    ['a beginning that starts over', '<<<<<<< a\n<<<<<<< b\nx\n=======\ny\n>>>>>>> c', 1],
    ['text before the sign', ' <<<<<<< a\n=======\n>>>>>>> b', 0],
    ['more than anybody looks at', '<<<<<<< a\n=======\n>>>>>>> b\n'.repeat(1_000), 200],
  ];
  for (const [what, text, count] of cases) {
    it(`with ${what} make ${count} conflicts`, () => {
      assert.equal(findConflicts(text.split('\n')).length, count);
    });
  }

  it('of the largest size are the conflict, whichever comes first, since text may quote smaller ones', () => {
    const large = '<<<<<<<< a\n========\n>>>>>>>> b';
    const small = '<<<<<<< c\n=======\n>>>>>>> d';
    for (const text of [`${small}\n${large}`, `${large}\n${small}`]) {
      const found = findConflicts(text.split('\n'));
      assert.deepEqual(
        found.map(({ ours, theirs }) => [ours.label, theirs.label]),
        [['a', 'b']],
      );
    }
  });

  it('of at most a hundred signs, with labels of any length', () => {
    const conflict = (size: number, label = 'a') =>
      `${'<'.repeat(size)} ${label}\n${'='.repeat(size)}\n${'>'.repeat(size)} b`.split('\n');
    assert.equal(findConflicts(conflict(100)).length, 1);
    assert.equal(findConflicts(conflict(101)).length, 0);
    const [long] = findConflicts(conflict(7, 'x'.repeat(1_000)));
    assert.equal(long?.ours.label.length, 300 - '<<<<<<< '.length);
  });

  it('may be separated in the first eight places and the last eight of many', () => {
    const separated = (count: number) =>
      findConflicts(['<<<<<<< a', ...Array.from({ length: count }, () => '======='), '>>>>>>> b']);
    assert.deepEqual(separated(20)[0]?.separators, [
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[13, 14, 15, 16, 17, 18, 19, 20],
    ]);
    assert.equal(separated(16)[0]?.separators.length, 16);
    assert.deepEqual(separated(9)[0]?.separators, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('separate the sides at another line, with a base before it or not', () => {
    const [plain] = findConflicts('<<<<<<< a\nx\n=======\ny\n=======\nz\n>>>>>>> b'.split('\n'));
    assert.ok(plain);
    const { ours, base, theirs } = partAt(plain, 4);
    assert.deepEqual(
      [ours.first, ours.end, base, theirs.first, theirs.end],
      [1, 4, undefined, 5, 6],
    );
    const [whole] = findConflicts(
      '<<<<<<< a\nx\n||||||| c\n0\n=======\ny\n=======\nz\n>>>>>>> b'.split('\n'),
    );
    assert.ok(whole);
    const parted = partAt(whole, 6);
    assert.deepEqual(
      [parted.ours.end, parted.base?.first, parted.base?.end, parted.theirs.first],
      [2, 3, 6, 7],
    );
  });

  it('have their base at the first bar, and none where no separator follows it', () => {
    const [first] = findConflicts(
      '<<<<<<< a\n||||||| b\n||||||| c\n=======\n>>>>>>> d'.split('\n'),
    );
    assert.deepEqual(first?.base, { label: 'b', first: 2, end: 3 });
    const [none] = findConflicts('<<<<<<< a\n=======\n||||||| b\n>>>>>>> d'.split('\n'));
    assert.equal(none?.base, undefined);
    assert.deepEqual(none?.separators, [1]);
  });

  it('in any order give sides that lie within the conflict, one after the other', () => {
    const sign = fc.constantFrom('<<<<<<< a', '||||||| b', '=======', '>>>>>>> c', 'x', '');
    fc.assert(
      fc.property(fc.array(sign), lines => {
        let end = 0;
        for (const { line, ours, base, theirs, end: next } of findConflicts(lines)) {
          assert.ok(end <= line && line < ours.first && ours.first <= ours.end);
          assert.ok(ours.end < (base?.first ?? theirs.first) && theirs.first <= theirs.end);
          assert.equal(theirs.end + 1, next);
          end = next;
        }
      }),
    );
  });
});
