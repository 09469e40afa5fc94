import assert from 'node:assert/strict';
import {
  needsExternalAddress,
  type Place,
  redirectRoutes,
} from '../../../../src/account/signIn/redirectRoutes';

const redirectUri = 'http://localhost:7190/callback';

describe('The ways back from the browser', () => {
  const desktop: Place = { ui: 'desktop', runsOn: 'ui', remoteName: undefined };
  const web: Place = { ui: 'web', runsOn: 'workspace', remoteName: undefined };
  const at = (address: string) => new URL(address);
  const rows: readonly [name: string, place: Place, loopback: boolean][] = [
    ['desktop', desktop, true],
    ['SSH, running beside the window', { ...desktop, remoteName: 'ssh-remote' }, true],
    ['WSL, running beside the window', { ...desktop, remoteName: 'wsl' }, true],
    ['a container, running beside the window', { ...desktop, remoteName: 'dev-container' }, true],
    ['Codespaces in the desktop', { ...desktop, remoteName: 'codespaces' }, true],
    [
      'SSH, running remotely, the same port forwarded',
      { ...desktop, runsOn: 'workspace', remoteName: 'ssh-remote', external: at(redirectUri) },
      true,
    ],
    [
      'SSH, running remotely, another port forwarded',
      {
        ...desktop,
        runsOn: 'workspace',
        remoteName: 'ssh-remote',
        external: at('http://localhost:52000/callback'),
      },
      false,
    ],
    [
      'Codespaces in a browser',
      { ...web, remoteName: 'codespaces', external: at('https://x-7190.app.github.dev/callback') },
      false,
    ],
    ['vscode.dev', { ...web, runsOn: 'worker' }, false],
    ['a worker of this machine', { ...web, runsOn: 'worker', external: at(redirectUri) }, false],
    ['a server elsewhere', { ...web, external: at('https://code.example.com/proxy/7190/') }, false],
    [
      'a browser on this machine',
      { ...web, remoteName: '127.0.0.1:8000', external: at('http://127.0.0.1:9000/7190/callback') },
      true,
    ],
    [
      'a browser on this machine that knows it by its newer address',
      { ...web, external: at('http://[::1]:9000/7190/callback') },
      true,
    ],
    [
      'an address that only looks like this machine',
      { ...web, external: at('http://localhost.example.com/callback') },
      false,
    ],
  ];
  for (const [name, place, loopback] of rows) {
    it(`${loopback ? 'include' : 'leave out'} the loopback on ${name}, and always pasting`, () => {
      const others = place.ui === 'web' ? ['paste', 'page'] : ['paste'];
      assert.deepEqual(
        redirectRoutes(place, redirectUri),
        loopback ? ['loopback', 'paste'] : others,
      );
    });
  }

  it('ask for no tunnel where the extension runs beside the window or in it', () => {
    assert.equal(needsExternalAddress({ ...desktop, remoteName: 'ssh-remote' }), false);
    assert.equal(needsExternalAddress(web), true);
    assert.equal(needsExternalAddress({ ...web, runsOn: 'worker' }), false);
  });
});
