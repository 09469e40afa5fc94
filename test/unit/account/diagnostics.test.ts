import assert from 'node:assert/strict';
import { hostKind, writeDiagnostics } from '../../../src/account/diagnostics';
import { account } from '../people/support';

describe('diagnostics', () => {
  it('name the kind of host and never the host', () => {
    const at = (where: string) =>
      hostKind(account({ access: { ...account().access, origin: where } }));
    assert.equal(hostKind(undefined), 'none');
    assert.equal(hostKind(account({ kind: 'demo' })), 'demo');
    for (const host of ['eu.yourcircuit.com', 'na.yourcircuit.com', 'circuitsandbox.net']) {
      assert.equal(at(`https://${host}`), 'well-known');
    }
    assert.equal(at('https://beta.circuit.com'), 'well-known');
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      assert.equal(at(`http://${host}:3000`), 'local');
    }
    assert.equal(at('https://circuit.company.example'), 'custom');
  });

  it('are lines of a name and a value', () => {
    const text = writeDiagnostics({
      extension: '1.0.0',
      vscode: '1.101.0',
      platform: 'linux',
      where: 'remote',
      host: 'custom',
      connection: 'offline',
      lastError: 'http',
      watched: 3,
      groups: 1,
      notices: 0,
      presenceCheckedAgo: '12 s',
    });
    assert.deepEqual(text.split('\n').at(-1), 'presenceCheckedAgo: 12 s');
    assert.ok(text.split('\n').every(line => /^[a-zA-Z]+: [\w. -]+$/.test(line)));
  });
});
