import assert from 'node:assert/strict';
import {
  canSetPresence,
  checkScopes,
  LEAST_SCOPES,
  OLDER_SCOPES,
  satisfies,
  SCOPES,
} from '../../../src/account/scopes';

describe('Scopes', () => {
  it('are handed out from a short list only', () => {
    checkScopes(['READ_USER', 'MANAGE_PRESENCE']);
    checkScopes([]);
    for (const scopes of [['ALL'], ['READ_USER', 'CALLS'], ['__proto__'], Array(1000).fill('X')]) {
      assert.throws(
        () => checkScopes(scopes as string[]),
        /only these scopes: READ_USER_PROFILE, READ_USER, MANAGE_PRESENCE, WRITE_USER_PROFILE\.$/,
      );
    }
  });

  it('of a session satisfy whoever asks for fewer', () => {
    assert.ok(satisfies(['READ_USER_PROFILE', 'READ_USER'], ['READ_USER']));
    assert.ok(satisfies(['ALL'], ['READ_USER']));
    assert.ok(!satisfies(['READ_USER'], ['READ_USER', 'MANAGE_PRESENCE']));
  });

  it('by which VS Code is asked for the session are those that every sign-in has', () => {
    for (const granted of [SCOPES, OLDER_SCOPES, ['ALL'], ['READ_USER_PROFILE']]) {
      assert.ok(satisfies(granted, LEAST_SCOPES));
    }
    assert.ok(!satisfies([], LEAST_SCOPES));
  });

  it('let the own presence be set with the older one too', () => {
    assert.ok(canSetPresence(['MANAGE_PRESENCE']));
    assert.ok(canSetPresence(['WRITE_USER_PROFILE']));
    assert.ok(!canSetPresence(['READ_USER_PROFILE']));
  });
});
