import assert from 'node:assert/strict';
import { createClientSecrets } from '../../../../src/account/storage/clientSecrets';
import { SharedSecrets } from '../support';

describe('The secret of an OAuth app', () => {
  it('is kept for its host alone until it is taken away', async () => {
    const shared = new SharedSecrets();
    const secrets = createClientSecrets(shared.window());
    assert.equal(await secrets.get('https://one.example'), undefined);
    await secrets.set('https://one.example', 's-1');
    assert.deepEqual([...shared.values], [['clientSecret:https://one.example', 's-1']]);
    assert.equal(await secrets.get('https://one.example'), 's-1');
    assert.equal(await secrets.get('https://two.example'), undefined);
    await secrets.set('https://one.example', '');
    assert.deepEqual([...shared.values], []);
  });

  it('is kept when that is said to be done', async () => {
    const shared = new SharedSecrets();
    shared.delayMs = () => 1;
    await createClientSecrets(shared.window()).set('https://one.example', 's-1');
    assert.equal(shared.values.size, 1);
  });
});
