import assert from 'node:assert/strict';
import { accountKey } from '../../../../src/presence/shared/session';
import { account } from '../../people/support';

describe('the key of an account', () => {
  it('is its tag, and nothing for nobody', () => {
    assert.equal(accountKey(account()), 'ada');
    assert.equal(accountKey(undefined), undefined);
  });
});
