import assert from 'node:assert/strict';
import {
  createSession,
  parseSession,
  refreshDueAt,
  serialiseSession,
} from '../../../../src/account/storage/session';
import { euOrigin, newSession } from '../support';

describe('A stored session', () => {
  const session = createSession(newSession({ olderTag: 'older', expiresAt: 5, clientId: 'app' }));
  const kindOf = (stored: object) => parseSession(JSON.stringify(stored), euOrigin).kind;

  it('is read as it was written', () => {
    assert.deepEqual(parseSession(serialiseSession(session), euOrigin), {
      kind: 'session',
      session,
    });
  });

  const changes: readonly [what: string, change: object, kind: string][] = [
    ['a label as long as any', { label: 'x'.repeat(8192) }, 'session'],
    ['a longer label', { label: 'x'.repeat(8193) }, 'corrupt'],
    ['an empty label', { label: '' }, 'session'],
    ['an empty id', { id: '' }, 'corrupt'],
    ['an empty token', { accessToken: '' }, 'corrupt'],
    ['an id and a token of one letter', { id: 'x', accessToken: 'x' }, 'session'],
    ['a scope that is no text', { scopes: ['READ_USER', 7] }, 'corrupt'],
    ['no scopes', { scopes: undefined }, 'corrupt'],
    ['a time that is text', { issuedAt: '5' }, 'corrupt'],
    ['another origin', { origin: 'https://na.yourcircuit.com' }, 'corrupt'],
    ['an earlier version', { version: 0 }, 'corrupt'],
    ['a later version', { version: 2 }, 'later'],
    ['a later version of another shape', { version: 1.5, id: undefined }, 'later'],
    ['a version that is text', { version: '2' }, 'corrupt'],
    ['no version', { version: undefined }, 'corrupt'],
  ];
  for (const [what, change, kind] of changes) {
    it(`is ${kind} with ${what}`, () => {
      assert.equal(kindOf({ ...session, ...change }), kind);
    });
  }

  it('is read up to 64 KiB', () => {
    const { length } = JSON.stringify({ ...session, more: '' });
    const padded = (size: number) => ({ ...session, more: 'x'.repeat(size - length) });
    assert.equal(kindOf(padded(65_536)), 'session');
    assert.equal(kindOf(padded(65_537)), 'corrupt');
  });

  it('is refreshed as late as any where its id is no number', () => {
    const life = { issuedAt: 0, expiresAt: 3_600_000 };
    assert.equal(refreshDueAt({ ...session, ...life, id: 'no number' }), 3_300_000);
    assert.equal(refreshDueAt({ ...session, ...life, id: '80000000' }), 2_940_000);
    assert.equal(refreshDueAt({ ...session, ...life, id: '80000000ff' }), 2_940_000);
  });
});
