import assert from 'node:assert/strict';
import { blameCommitted } from '../../../src/git/queries';
import type { IsolatedRepository } from '../../../src/node/gitRepository';

describe('Asking git who wrote lines of the other side', () => {
  it('names these lines and commits, so that no whole history is read', async () => {
    const asked: unknown[] = [];
    const run: IsolatedRepository['run'] = ({ args, paths }) => {
      asked.push([args.slice(3), paths]);
      return Promise.resolve();
    };
    const repository = {
      blameOptions: [],
      run,
    } as Partial<IsolatedRepository> as IsolatedRepository;
    const lines = [
      { first: 3, last: 4 },
      { first: 9, last: 9 },
    ];
    const range = { without: 'a', of: 'b' };
    const { signal } = new AbortController();
    assert.deepEqual(await blameCommitted(repository, 'x.ts', { range, lines }, signal), []);
    assert.deepEqual(asked, [[['-L', '3,4', '-L', '9,9', 'a..b'], ['x.ts']]]);
  });
});
