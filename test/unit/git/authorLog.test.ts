import assert from 'node:assert/strict';
import { createAuthorLogReader, authorLogFormat } from '../../../src/git/authorLog';
import { ada, createRepository, grace } from './repository';

function read(text: string, chunkSize = text.length || 1) {
  const reader = createAuthorLogReader();
  for (let at = 0; at < text.length; at += chunkSize) {
    reader.feed(text.slice(at, at + chunkSize));
  }
  return reader.end();
}

describe('Reading what git log prints about authors', () => {
  it('counts the commits of each author as .mailmap has them, in whatever chunks', () => {
    const repository = createRepository();
    try {
      const home = { name: 'A. L.', emailAddress: 'ada@home.example' };
      repository.commit({ ...ada, at: '2025-01-01T00:00:00Z' }, { a: '1' });
      repository.commit({ ...home, at: '2025-03-01T00:00:00Z' }, { a: '2' });
      repository.commit(
        { ...grace, at: '2025-02-01T00:00:00Z' },
        {
          '.mailmap': 'Ada Lovelace <ada@example.com> <ada@home.example>\n',
        },
      );
      const text = repository.git(['log', '-z', authorLogFormat]);
      for (const chunkSize of [1, 5, text.length]) {
        assert.deepEqual(
          [...read(text, chunkSize)].sort((a, b) => b.amount - a.amount),
          [
            { ...ada, amount: 2, lastAt: Date.parse('2025-03-01T00:00:00Z') },
            { ...grace, amount: 1, lastAt: Date.parse('2025-02-01T00:00:00Z') },
          ],
        );
      }
    } finally {
      repository.remove();
    }
  });

  it('leaves out a commit that was cut off, and reads an impossible time as none', () => {
    assert.deepEqual(read('a@b.cc\0A\0soon\0c@d.ee\0C\0'), [
      { name: 'A', emailAddress: 'a@b.cc', amount: 1, lastAt: 0 },
    ]);
  });

  it('keeps 512 characters of a name of any length', () => {
    const [author] = read(`ada@example.com\0${'A'.repeat(100_000)}\x001735689600\0`);
    assert.equal(author?.name.length, 512);
  });

  it('keeps no more than 20,000 authors', () => {
    const text = Array.from({ length: 20_500 }, (_, at) => `a${at}@b.cc\0A\x001\0`).join('');
    assert.equal(read(text).length, 20_000);
  });
});
