import assert from 'node:assert/strict';
import { askableAddress, defaultDomains } from '../../../../src/code/whoCanIAsk/addressRules';
import { readAddresses } from '../../../../src/settingReaders';

const rules = {
  domains: new Set(['example.com']),
  addresses: readAddresses({
    'ada@home.example': 'ada@example.com',
    '@Grace': 'grace@example.com',
    'bot@example.com': 'alan@example.com',
    'evil@home.example': 'evil@elsewhere.example',
    'broken@home.example': 'not an address',
    'odd@home.example': 7,
  }),
};

describe('Whom Circuit may be asked about', () => {
  const cases: [given: string, name: string, asked: string | undefined][] = [
    ['Alan@Example.com', 'Alan', 'alan@example.com'],
    ['alan@sub.example.com', 'Alan', undefined],
    ['alan@example.com.evil.example', 'Alan', undefined],
    ['alan@elsewhere.example', 'Alan', undefined],
    ['ada@home.example', 'Ada', 'ada@example.com'],
    ['@grace', '', 'grace@example.com'],
    ['@nobody', '', undefined],
    ['123456+grace@users.noreply.github.com', 'Grace', 'grace@example.com'],
    ['grace@users.noreply.github.com', 'Grace', 'grace@example.com'],
    ['someone@users.noreply.github.com', 'Someone', undefined],
    ['noreply@example.com', 'A', undefined],
    ['no-reply@example.com', 'A', undefined],
    ['do-not-reply@example.com', 'A', undefined],
    ['noreply-builds@example.com', 'A', undefined],
    ['49699333+dependabot[bot]@users.noreply.github.com', 'dependabot[bot]', undefined],
    ['renovate@example.com', 'Renovate', undefined],
    ['build-bot@example.com', 'Builder', undefined],
    ['x@example.com', 'github-actions[bot]', undefined],
    ['ben.bot@example.com', 'Ben Bot', 'ben.bot@example.com'],
    ['abbot@example.com', 'Abbot', 'abbot@example.com'],
    ['bot@example.com', 'Bot', 'alan@example.com'],
    ['evil@home.example', 'E', undefined],
    ['broken@home.example', 'B', undefined],
    ['a,b@example.com', 'A', undefined],
    ['a&name=b@example.com', 'A', undefined],
    ['../presence', 'A', undefined],
    ['', '', undefined],
    ['not.committed.yet', 'Not Committed Yet', undefined],
    [`${'x'.repeat(100_000)}@example.com`, 'X', undefined],
  ];
  for (const [given, name, asked] of cases) {
    it(`${asked ?? 'nobody'} for ${given.slice(0, 60)} (${name})`, () => {
      assert.equal(askableAddress(given, rules, name), asked);
    });
  }

  it('is nobody at all without a domain', () => {
    assert.equal(askableAddress('a@example.com', { ...rules, domains: new Set() }), undefined);
  });

  it('is by default whoever shares the domain of the signed-in person', () => {
    assert.deepEqual(defaultDomains('Me@Example.com'), ['example.com']);
    assert.deepEqual(defaultDomains(undefined), []);
  });

  it('is by default nobody when that domain is a public one', () => {
    assert.deepEqual(defaultDomains('me@gmail.com'), []);
  });
});
