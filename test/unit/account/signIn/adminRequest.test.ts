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
    const paragraphs = text.split('\n\n');
    assert.deepEqual([paragraphs[0], paragraphs.at(-1)], ['Hello,', 'Thank you!']);
    assert.equal(paragraphs.length, 7);
    assert.equal(paragraphs[2]?.split('\n').length, 3);
    assert.ok(!/CORS|second redirect address/.test(text));
  });

  it('from a browser asks for a second redirect address', () => {
    const site = { origin: 'https://x.github.dev', hasServer: true };
    const text = writeAdminRequest('https://eu.yourcircuit.com', redirectUri, setupLink, site);
    assert.match(text, /register https:\/\/x\.github\.dev as a second redirect address/);
    assert.ok(!text.includes('CORS'));
  });

  it('from a browser without a server says what Circuit has to allow', () => {
    const site = { origin: 'https://vscode.dev', hasServer: false };
    const text = writeAdminRequest('https://eu.yourcircuit.com', redirectUri, setupLink, site);
    for (const part of [
      'https://vscode.dev',
      'eu.yourcircuit.com must allow them (CORS)',
      '/oauth/token',
      'Access-Control-Allow-Origin: *',
      'Access-Control-Allow-Headers: Authorization, Content-Type',
      'Access-Control-Expose-Headers: Date, Retry-After',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });
});
