import assert from 'node:assert/strict';
import { remoteName } from '../../../../src/git/remote/remoteName';

describe('The name of a remote computer', () => {
  const cases: [authority: string, name: string][] = [
    ['ssh-remote+box.example.com', 'box.example.com'],
    ['wsl+Debian', 'Debian'],
    ['codespaces+fuzzy-space-disco', 'fuzzy-space-disco'],
    ['localhost:8443', 'localhost:8443'],
    ['dev-container+2f686f6d652f6164612f70726f6a656374', 'the remote computer'],
    ['ssh-remote+7b22686f73744e616d65223a22626f78227d', 'the remote computer'],
    ['ssh-remote+$(sync~spin) [x](command:evil)', 'the remote computer'],
    ['', 'the remote computer'],
  ];
  for (const [authority, name] of cases) {
    it(`is ${name} for ${authority || 'none'}`, () => {
      assert.equal(remoteName(authority), name);
    });
  }
});
