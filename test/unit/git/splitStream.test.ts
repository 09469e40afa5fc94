import assert from 'node:assert/strict';
import { splitStream } from '../../../src/git/splitStream';

function pieces(chunks: readonly string[], longest = 9): string[] {
  const taken: string[] = [];
  const stream = splitStream('\n', longest, piece => taken.push(piece));
  chunks.forEach(chunk => stream.feed(chunk));
  stream.end();
  stream.end();
  return taken;
}

describe('A stream', () => {
  it('is split at every separator, and what is left is told once at its end', () => {
    assert.deepEqual(pieces(['a\nb', 'c\n', '\nd']), ['a', 'bc', '', 'd']);
    assert.deepEqual(pieces(['a\n']), ['a']);
    assert.deepEqual(pieces(['\n\n']), ['', '']);
  });

  it('has no piece longer than allowed, and begins anew after each', () => {
    assert.deepEqual(pieces(['abcd', 'ef\ngh', 'ijk\nl'], 3), ['abc', 'ghi', 'l']);
  });
});
