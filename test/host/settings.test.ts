import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSettings, type Settings, writeClientId } from '../../src/settings';

const company = 'https://circuit.company.example';
const own = 'https://circuit.own.example';

/** A package.json as `npm run package -- --host … --client-id …` writes it. */
function manifestWith(defaults: Record<string, unknown>): unknown {
  const properties = Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, { default: value }]),
  );
  return { contributes: { configuration: { properties } } };
}

describe('The settings of a package that was made for a company', () => {
  const manifest = manifestWith({
    'circuit.host': company,
    'circuit.clientIds': { [company]: 'company-app' },
    'circuit.redirectPort': 7777,
  });
  let settings: Settings;
  const set = (key: string, value: unknown) =>
    vscode.workspace
      .getConfiguration('circuit')
      .update(key, value, vscode.ConfigurationTarget.Global);
  const globalValue = (key: string) =>
    vscode.workspace.getConfiguration('circuit').inspect(key)?.globalValue;

  beforeEach(() => (settings = createSettings(manifest)));
  afterEach(async () => {
    settings.dispose();
    await set('host', undefined);
    await set('clientIds', undefined);
  });

  it('begin with its Circuit and its OAuth app, and nothing else of it', () => {
    assert.deepEqual(settings.host.value, { kind: 'ok', origin: company });
    assert.deepEqual([...settings.clientIds.value], [[company, 'company-app']]);
    assert.equal(settings.packagedOrigin, company);
    assert.equal(settings.redirectPort.value, 7190);
    assert.equal(globalValue('host'), undefined);
  });

  it('follow what the person chose, which stands beside it', async () => {
    await set('host', own);
    await writeClientId(own, 'own-app');
    assert.deepEqual(settings.host.value, { kind: 'ok', origin: own });
    assert.equal(settings.clientIds.value.get(company), 'company-app');
    assert.equal(settings.clientIds.value.get(own), 'own-app');
    assert.deepEqual(globalValue('clientIds'), { [own]: 'own-app' });
    await set('host', undefined);
    assert.deepEqual(settings.host.value, { kind: 'ok', origin: company });
  });

  it('are as if there were none where the package names none, or one that no setting may', () => {
    for (const host of ['', undefined, 7, 'http://circuit.company.example', 'a b']) {
      const others = createSettings(manifestWith({ 'circuit.host': host }));
      assert.notEqual(others.host.value.kind, 'ok');
      assert.equal(others.packagedOrigin, undefined);
      others.dispose();
    }
    for (const nothing of [undefined, null, [], { contributes: 7 }]) {
      const others = createSettings(nothing);
      assert.equal(others.host.value.kind, 'none');
      assert.equal(others.clientIds.value.size, 0);
      others.dispose();
    }
  });
});
