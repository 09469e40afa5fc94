import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createWorld, until, type World } from './world';

const setContext = (key: string, value: unknown) =>
  vscode.commands.executeCommand('setContext', key, value);

describe('The view This Repository', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ isAllowed: true });
    const at = new Date().toISOString();
    world.repository.commit({ ...world.author(1), at }, { 'a.ts': '1' });
    world.repository.commit({ ...world.author(2), at }, { 'a.ts': '2' });
    await setContext('circuit.connection', 'online');
  });
  afterEach(async () => {
    await setContext('circuit.connection', 'signedOut');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await world.dispose();
  });

  const shown = () => [...world.interest.ids].sort();
  const authors = () => [world.author(1).userId, world.author(2).userId].sort();

  it('asks nobody for anything until it is seen, and then for all at once', async () => {
    assert.deepEqual([world.lookUps(), shown()], [0, []]);
    const rounds = world.sandbox.requests.count('GET', '/rest/v2/users/presence');
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await until(() => world.store.get(world.author(1).userId));
    assert.deepEqual(shown(), authors());
    assert.equal(world.lookUps(), 1);
    assert.equal(world.sandbox.requests.count('GET', '/rest/v2/users/presence'), rounds + 1);
  });

  it('has nobody asked for any more once it is hidden or switched off', async () => {
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until(() => (shown().length === 0 ? true : undefined));
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await world.run('stopAskingAboutCode');
    assert.deepEqual(shown(), []);
    assert.equal(world.lookUps(), 1);
  });
});
