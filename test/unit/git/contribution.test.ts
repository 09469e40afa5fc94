import assert from 'node:assert/strict';
import { addUp } from '../../../src/git/contribution';

describe('Contributions', () => {
  const made = (name: string, amount: number, lastAt: number) => ({
    name,
    emailAddress: 'ada@example.com',
    amount,
    lastAt,
  });

  it('of one address are added up under its latest name, or the first of the same time', () => {
    assert.deepEqual(addUp([made('Ada', 2, 5), made('Countess', 3, 6)]), [made('Countess', 5, 6)]);
    assert.deepEqual(addUp([made('Countess', 3, 6), made('Ada', 2, 5)]), [made('Countess', 5, 6)]);
    assert.deepEqual(addUp([made('Ada', 2, 5), made('A.', 3, 5)]), [made('Ada', 5, 5)]);
  });

  it('of several addresses stay apart, in the order in which they came', () => {
    const grace = { ...made('Grace', 1, 9), emailAddress: 'grace@example.com' };
    assert.deepEqual(addUp([grace, made('Ada', 2, 5), grace]), [
      { ...grace, amount: 2 },
      made('Ada', 2, 5),
    ]);
  });
});
