import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { personsZone, usePersonsZone } from '../../../src/base/zonedTime';
import { pickZone } from '../../../src/status/change/pickZone';
import { createPersonsZone } from '../../../src/status/change/timeZone';
import { createMemory } from './world';

const key = 'circuit.timeZone';
const { UI, Workspace } = vscode.ExtensionKind;

describe('The time zone of the person', () => {
  const { showQuickPick } = vscode.window;
  const { env } = vscode;
  const names = ['remoteName', 'uiKind'] as const;
  const real = names.map(name => Object.getOwnPropertyDescriptor(env, name) ?? {});
  let asked: { items: readonly vscode.QuickPickItem[]; options: vscode.QuickPickOptions }[];
  let answer: string | undefined;

  beforeEach(() => {
    asked = [];
    answer = undefined;
    run('web');
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
        asked.push({ items, options });
        return Promise.resolve(items.find(({ label }) => label === answer));
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { showQuickPick });
    names.forEach((name, at) => Object.defineProperty(env, name, real[at] ?? {}));
    usePersonsZone(undefined);
  });

  function run(ui: 'web' | 'desktop', remoteName?: string): void {
    const told = { remoteName, uiKind: ui === 'web' ? vscode.UIKind.Web : vscode.UIKind.Desktop };
    names.forEach(name =>
      Object.defineProperty(env, name, { configurable: true, get: () => told[name] }),
    );
  }

  for (const [ui, remoteName, kind, isElsewhere] of [
    ['desktop', undefined, UI, false],
    ['desktop', undefined, Workspace, false],
    ['desktop', 'ssh-remote', UI, false],
    ['desktop', 'ssh-remote', Workspace, true],
    ['web', undefined, UI, true],
  ] as const) {
    const where = `${ui}, remote name ${remoteName ?? 'none'}, extension kind ${kind}`;
    it(`is ${isElsewhere ? 'not ' : ''}that of the computer here: ${where}`, async () => {
      run(ui, remoteName);
      const zone = createPersonsZone(createMemory(), kind);
      assert.equal(zone.isElsewhere, isElsewhere);
      assert.equal(await zone.askOnce(), isElsewhere);
      assert.equal(asked.length, isElsewhere ? 1 : 0);
    });
  }

  it('is asked for once, and used from then on', async () => {
    const memory = createMemory();
    const zone = createPersonsZone(memory, Workspace);
    answer = 'Asia/Tokyo';
    assert.equal(await zone.askOnce(), true);
    assert.equal(personsZone(), answer);
    assert.equal(await zone.askOnce(), false);
    assert.equal(asked.length, 1);
    usePersonsZone(undefined);
    createPersonsZone(memory, Workspace);
    assert.equal(personsZone(), 'Asia/Tokyo', 'Also in the next window.');
  });

  it('stays as it is after Escape, and is not asked for again', async () => {
    const memory = createMemory();
    const zone = createPersonsZone(memory, Workspace);
    await zone.askOnce();
    assert.deepEqual([memory.get(key), personsZone()], ['', undefined]);
    assert.equal(await zone.askOnce(), false);
    answer = 'Asia/Tokyo';
    await zone.choose();
    answer = undefined;
    await zone.choose();
    assert.deepEqual([memory.get(key), personsZone()], ['Asia/Tokyo', 'Asia/Tokyo']);
  });

  it('is none that somebody wrote there by hand, and none where it is not needed', async () => {
    const memory = createMemory();
    for (const kept of ['Nowhere/Here', 7]) {
      await memory.update(key, kept);
      createPersonsZone(memory, Workspace);
      assert.equal(personsZone(), undefined);
    }
    await memory.update(key, 'Asia/Tokyo');
    run('desktop');
    createPersonsZone(memory, UI);
    assert.equal(personsZone(), undefined);
  });

  it('is chosen by name, offset or time, the computer’s own first', async () => {
    answer = 'Asia/Tokyo';
    assert.equal(await pickZone(), answer);
    const [{ items, options } = { items: [], options: {} }] = asked;
    const [first, ...others] = items;
    assert.equal(first?.label, new Intl.DateTimeFormat().resolvedOptions().timeZone);
    assert.equal(first.detail, 'Time zone of the computer VS Code runs on');
    assert.ok(others.length > 300 && others.every(({ detail }) => detail === undefined));
    assert.ok(!others.some(({ label }) => label === first.label));
    const tokyo = items.find(({ label }) => label === answer)?.description;
    assert.match(tokyo ?? '', /^GMT\+9, \d{1,2}:\d\d/);
    assert.ok(options.matchOnDescription);
  });
});
