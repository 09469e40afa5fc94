import fc from 'fast-check';
import assert from 'node:assert/strict';
import { findBlock } from '../../../../src/git/conflicts/findBlock';

describe('A block of lines in a file', () => {
  it('is found where it is nearest, as a whole', () => {
    const lines = ['a', 'b', 'x', 'a', 'b', 'a'];
    assert.equal(findBlock(lines, ['a', 'b'], 0), 0);
    assert.equal(findBlock(lines, ['a', 'b'], 4), 3);
    assert.equal(findBlock(lines, ['b', 'a'], 0), 4);
    assert.equal(findBlock(lines, ['a', 'x'], 0), undefined);
    assert.equal(findBlock(lines, [], 0), undefined);
  });

  it('is found where looking at every place finds it', () => {
    const words = fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 });
    fc.assert(
      fc.property(
        words,
        fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 }),
        fc.nat(12),
        (lines, block, near) => {
          const places = lines
            .map((_, at) => at)
            .filter(at => block.every((line, offset) => lines[at + offset] === line));
          const best = Math.min(...places.map(at => Math.abs(at - near)));
          assert.equal(
            findBlock(lines, block, near),
            places.find(at => Math.abs(at - near) === best),
          );
        },
      ),
    );
  });

  it('takes a few steps for each line, also of 60,000 equal ones', () => {
    let steps = 0;
    const counted = (length: number) =>
      new Proxy(
        Array.from({ length }, () => 'x'),
        {
          get: (lines, key) => {
            steps += typeof key === 'string' && /^\d+$/.test(key) ? 1 : 0;
            return Reflect.get(lines, key) as unknown; // An array's own property, whatever it is.
          },
        },
      );
    assert.equal(findBlock(counted(60_000), counted(30_000), 59_000), 30_000);
    assert.ok(steps < 60_000 * 6, String(steps));
  });
});
