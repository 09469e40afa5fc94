import assert from 'node:assert/strict';
import { AccessList } from '../../../src/extensions/accessList';

function createMemory(kept: Record<string, unknown> = {}) {
  return {
    kept,
    get: (key: string) => kept[key],
    update: (key: string, value: unknown) => Promise.resolve(void (kept[key] = value)),
  };
}

describe('The list of extensions that were answered for', () => {
  it('is one for each account, and nobody’s while nobody is signed in', async () => {
    let account: string | undefined = 'ada';
    const access = new AccessList(createMemory(), () => account);
    await access.set('a.reviews', 'allowed');
    await access.set('b.other', 'never');
    assert.deepEqual(
      [...access.entries],
      [
        ['a.reviews', 'allowed'],
        ['b.other', 'never'],
      ],
    );
    account = 'bob';
    assert.equal(access.entries.size, 0);
    account = undefined;
    await access.set('c.third', 'allowed');
    assert.equal(access.entries.size, 0);
  });

  it('keeps an answer for the account that was signed in when the person was asked', async () => {
    let account = 'bob';
    const access = new AccessList(createMemory(), () => account);
    await access.set('a.reviews', 'allowed', 'ada');
    assert.equal(access.entries.size, 0);
    account = 'ada';
    assert.equal(access.entries.get('a.reviews'), 'allowed');
  });

  it('allows nobody by what it cannot read', () => {
    for (const value of [
      7,
      'allowed',
      ['allowed'],
      { 'a.reviews': true },
      { 'a.reviews': 'yes' },
    ]) {
      const access = new AccessList(
        createMemory({ 'circuit.extensionAccess:ada': value }),
        () => 'ada',
      );
      assert.equal(access.entries.get('a.reviews'), undefined);
    }
  });

  it('takes an answer back', async () => {
    const access = new AccessList(createMemory(), () => 'ada');
    await access.set('a.reviews', 'allowed');
    await access.set('a.reviews', 'never');
    assert.deepEqual([...access.entries], [['a.reviews', 'never']]);
  });
});
