import assert from 'node:assert/strict';
import { closestContents } from '../../../src/git/fileContents';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, each => each.charCodeAt(0));
/** As git's version is handed over: one character per byte. */
const committed = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes);
const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('Of several spellings of a text', () => {
  it('that which git has is chosen, wherever it stands', () => {
    const text = 'für\nzwei\n';
    const spellings = [latin1(text), utf8(text)];
    for (const [index, each] of spellings.entries()) {
      assert.equal(closestContents(spellings, committed(each)), spellings[index]);
    }
  });

  it('the one with most lines in common is chosen, of two alike the first', () => {
    const closest = (...texts: string[]) => textOf(closestContents(texts.map(utf8), 'a\nb\nc'));
    assert.equal(closest('x\ny\nz', 'a\ny\nz', 'a\nb\nz'), 'a\nb\nz');
    assert.equal(closest('a\ny', 'a\nz'), 'a\ny');
    assert.equal(closest('x\ny', 'a\ny'), 'a\ny');
    assert.equal(closest('x'), 'x');
    assert.equal(closest(), undefined);
  });

  it('git’s line ends are used, and no other character is lost', () => {
    const closest = (text: string, git: string) => textOf(closestContents([utf8(text)], git));
    assert.equal(closest('a\r\nb\r\n', 'a\nb\n'), 'a\nb\n');
    assert.equal(closest('\r\n\r\nb', '\n\nb'), '\n\nb');
    assert.equal(closest('a\r\nb\r\n', 'a\r\nb\r\n'), 'a\r\nb\r\n');
    assert.equal(closest('a\rb\r\nc\r', 'a\rb\nc\r'), 'a\rb\nc\r');
    assert.equal(closest('a\r\nnew\r\nb', 'a\nb'), 'a\nnew\nb');
  });
});
