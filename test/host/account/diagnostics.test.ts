import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Copy Diagnostics', () => {
  const { env } = vscode;
  const names = ['remoteName', 'uiKind'] as const;
  const real = names.map(name => Object.getOwnPropertyDescriptor(env, name) ?? {});
  afterEach(() => names.forEach((name, at) => Object.defineProperty(env, name, real[at] ?? {})));

  for (const [where, remoteName, uiKind] of [
    ['this computer', undefined, vscode.UIKind.Desktop],
    ['remote', 'ssh-remote', vscode.UIKind.Desktop],
    ['browser', undefined, vscode.UIKind.Web],
    ['browser', 'codespaces', vscode.UIKind.Web],
  ] as const) {
    it(`says ${where}, remote name ${remoteName ?? 'none'}`, async () => {
      const told = { remoteName, uiKind };
      names.forEach(name =>
        Object.defineProperty(env, name, { configurable: true, get: () => told[name] }),
      );
      await vscode.commands.executeCommand('circuit.copyDiagnostics');
      const text = await env.clipboard.readText();
      assert.ok(text.split('\n').includes(`where: ${where}`), text);
    });
  }
});
