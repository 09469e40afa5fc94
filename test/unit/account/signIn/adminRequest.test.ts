import assert from 'node:assert/strict';
import { writeAdminRequest } from '../../../../src/account/signIn/questions/adminRequest';

const redirectUri = 'http://localhost:7190/callback';
const setupLink =
  'vscode://circuit-presence.circuit-presence/setup?host=eu.yourcircuit.com&client_id=';

describe('The request to an administrator', () => {
  it('names the app type, the redirect address, the scopes and what is needed back', () => {
    const text = writeAdminRequest('https://eu.yourcircuit.com', redirectUri, setupLink);
    for (const part of [
      'https://eu.yourcircuit.com',
      'server-side web app',
      redirectUri,
      'READ_USER_PROFILE, READ_USER, MANAGE_PRESENCE',
      'WRITE_USER_PROFILE',
      'client ID',
      setupLink,
    ]) {
      assert.ok(text.includes(part), part);
    }
  });
});
