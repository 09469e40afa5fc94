import assert from 'node:assert/strict';
import { accountKey } from '../../../../src/presence/shared/session';
import { account } from '../../people/support';

describe('the key of an account', () => {
  it('tells hosts, people and the demo apart', () => {
    const keys = [
      account(),
      account({ label: 'bea@x.example' }),
      account({ access: { ...account().access, origin: 'https://other.example' } }),
      account({ kind: 'demo' }),
    ].map(accountKey);
    assert.equal(new Set(keys).size, 4);
    assert.equal(accountKey(undefined), undefined);
  });
});
