import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { NothingToDo, UserError } from '../../../src/base/userError';
import { findGitApi } from '../../../src/git/gitExtension';
import { createRepository, type TestRepository } from '../../unit/git/repository';
import { Answers } from '../answers';
import { type PickWatch, watchPicks } from './pick';
import { createWorld, until, type World } from './world';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';

describe('The people of this code', () => {
  let world: World;
  let picks: PickWatch;
  beforeEach(async () => {
    world = await createWorld({ isAllowed: true });
    picks = watchPicks();
  });
  afterEach(async () => {
    picks.restore();
    await world.dispose();
  });

  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

  const filledPick = async () => {
    const pick = await picks.current();
    return until(() => (pick.items.length > 0 ? pick : undefined));
  };

  it('start with the authors of the last 90 days and the owners; Enter watches those ticked', async () => {
    const [recent, old, owner] = [world.author(1), world.author(2), world.author(3)];
    world.repository.commit({ ...old, at: daysAgo(200) }, { 'a.ts': '1' });
    world.repository.commit({ ...recent, at: daysAgo(20) }, { 'a.ts': '2' });
    world.repository.commit(
      { ...recent, at: daysAgo(10) },
      { CODEOWNERS: `* ${owner.emailAddress}\n` },
    );
    const starting = world.run('startWithTeam');
    const pick = await filledPick();
    assert.deepEqual(
      pick.items.map(({ userId }) => userId),
      [recent.userId, owner.userId],
    );
    assert.equal(pick.selectedItems.length, 2);
    await until(() => (pick.items[0]?.description === 'Not known yet' ? undefined : true));
    assert.equal(pick.selectedItems.length, 2);
    await vscode.commands.executeCommand(accept);
    await starting;
    assert.deepEqual(world.lists.watchList.userIds, [recent.userId, owner.userId]);
    assert.equal(world.lookUps(), 1);
    await assert.rejects(world.run('startWithTeam'), UserError);
  });

  it('are asked for nowhere, and nobody for their consent, where neither git nor CODEOWNERS is', async () => {
    await world.dispose();
    world = await createWorld({ isAllowed: false });
    await vscode.commands.executeCommand('git.close', vscode.Uri.file(world.repository.folder));
    rmSync(path.join(world.repository.folder, '.git'), { recursive: true });
    await assert.rejects(world.run('startWithTeam'), NothingToDo);
    assert.equal(picks.count, 0);
    assert.equal(world.lookUps(), 0);
  });

  it('are one look-up in two calls and no more, however many they are', async () => {
    const people = world.sandbox.company.people.slice(1);
    for (const { user } of people.slice(0, 20)) {
      const author = { name: user.displayName, emailAddress: user.emailAddress, at: daysAgo(1) };
      world.repository.commit(author, { 'a.ts': user.userId });
    }
    const domain = world.author(0).emailAddress.split('@')[1] ?? '';
    for (let at = 0; at < 60; at += 1) {
      world.repository.commit(
        { name: 'X', emailAddress: `x${at}@${domain}`, at: daysAgo(2) },
        { 'b.ts': String(at) },
      );
    }
    const starting = world.run('startWithTeam').catch((error: unknown) => error);
    const pick = await filledPick();
    assert.ok(world.lookUps() <= 2, String(world.lookUps()));
    pick.hide();
    await starting;
  });

  describe('of a workspace with several folders', () => {
    let other: TestRepository;
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
    const openFolders = (uris: readonly vscode.Uri[]) =>
      Object.defineProperty(vscode.workspace, 'workspaceFolders', {
        configurable: true,
        get: () => uris.map((uri, index) => ({ uri, index, name: String(index) })),
      });
    beforeEach(async () => {
      other = createRepository();
      await vscode.commands.executeCommand('git.openRepository', other.folder);
      const [often, seldom] = [world.author(1), world.author(2)];
      for (const at of [4, 3, 2, 1]) {
        other.commit({ ...often, at: daysAgo(at) }, { 'other.ts': String(at) });
      }
      for (const at of [3, 2, 1]) {
        const text = String(at);
        world.repository.commit({ ...seldom, at: daysAgo(at) }, { 'a/x.ts': text, 'b/x.ts': text });
      }
    });
    afterEach(async () => {
      assert.ok(folders);
      Object.defineProperty(vscode.workspace, 'workspaceFolders', folders);
      await vscode.commands.executeCommand('git.close', vscode.Uri.file(other.folder));
      other.remove();
    });

    it('count once in a repository of which two folders are open', async () => {
      openFolders([world.uri('a'), world.uri('b'), vscode.Uri.file(other.folder)]);
      const starting = world.run('startWithTeam');
      await until(async () => {
        await vscode.commands.executeCommand(accept);
        return picks.count > 0 || undefined;
      });
      const pick = await filledPick();
      assert.deepEqual(
        pick.items.map(({ userId }) => userId),
        [world.author(1).userId, world.author(2).userId],
      );
      assert.match(pick.items[0]?.detail ?? '', /about half/i);
      pick.hide();
      await assert.rejects(starting, vscode.CancellationError);
    });

    it('are offered by repository, one row for each', async () => {
      openFolders([world.uri('a'), world.uri('b'), vscode.Uri.file(other.folder)]);
      const answers = new Answers();
      const rows: vscode.QuickPickItem[] = [];
      Object.assign(vscode.window, {
        showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
          rows.push(...items);
          return Promise.resolve(items.slice(1));
        },
      });
      const starting = world.run('startWithTeam');
      const pick = await filledPick();
      answers.restore();
      const names = [world.repository.folder, other.folder].map(folder => path.basename(folder));
      assert.deepEqual(
        rows.map(({ label }) => label),
        names,
      );
      assert.ok(rows.every(({ picked }) => picked === true));
      assert.deepEqual(
        pick.items.map(({ userId }) => userId),
        [world.author(1).userId],
      );
      pick.hide();
      await assert.rejects(starting, vscode.CancellationError);
    });

    it('are asked for without a question where all folders are of one repository', async () => {
      openFolders([world.uri('a'), world.uri('b')]);
      const starting = world.run('startWithTeam');
      const pick = await filledPick();
      assert.deepEqual(
        pick.items.map(({ userId }) => userId),
        [world.author(2).userId],
      );
      pick.hide();
      await assert.rejects(starting, vscode.CancellationError);
    });
  });

  const scissors = '------------------------ >8 ------------------------';
  const messages: [name: string, setting: readonly string[], before: string, after: string][] = [
    ['as git opens it', [], '\n# Please enter the commit message.\n', '\n\n<line>\n# Please enter'],
    [
      'with another comment character and scissors',
      ['core.commentChar', ';'],
      `Fix it\n\n; ${scissors}\n; Do not modify this line.\ndiff --git a/a b/a\n`,
      `Fix it\n\n<line>\n\n; ${scissors}`,
    ],
    [
      'with a sign-off',
      [],
      'Fix it\n\nSigned-off-by: Somebody <somebody@example.org>\n\n# On branch main\n',
      'Signed-off-by: Somebody <somebody@example.org>\n<line>\n\n# On branch main',
    ],
  ];
  for (const [name, setting, before, after] of messages) {
    it(`become co-authors in a commit message in the editor, ${name}`, async () => {
      const { userId, name: displayName, emailAddress } = world.author(1);
      await world.lists.watchList.edit(watching => ({
        ...watching,
        people: [{ userId, displayName }],
      }));
      if (setting.length > 0) {
        world.repository.git(['config', ...setting]);
      }
      const file = world.repository.write('.git/COMMIT_EDITMSG', before);
      const document = await vscode.workspace.openTextDocument(file);
      const editor = await vscode.window.showTextDocument(document);
      assert.equal(document.languageId, 'git-commit');
      // VS Code may still hold the text of the message before.
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      await editor.edit(builder => builder.replace(all, before));
      let ended = false;
      const adding = world.run('addCoAuthor').then(() => (ended = true));
      await until(async () => {
        await vscode.commands.executeCommand(accept);
        return ended || undefined;
      });
      await adding;
      const line = `Co-authored-by: ${displayName} <${emailAddress}>`;
      const text = document.getText();
      assert.ok(text.includes(after.replace('<line>', line)), text);
      const cleaned = world.repository.git(['stripspace', '--strip-comments'], text);
      assert.equal(cleaned.split(line).length, 2);
      await document.save();
    });
  }

  it('become co-authors in Source Control’s message, who is available first', async () => {
    const { userId, name, emailAddress } = world.author(1);
    await world.lists.watchList.edit(watching => ({
      ...watching,
      people: [{ userId, displayName: name }],
    }));
    const uri = vscode.Uri.file(world.repository.folder);
    const api = await findGitApi();
    const box = (await until(() => api?.getRepository(uri) ?? undefined)).inputBox;
    box.value = 'Fix it';
    let ended = false;
    const adding = world.run('addCoAuthor', { rootUri: uri }).then(() => (ended = true));
    await until(async () => {
      await vscode.commands.executeCommand(accept);
      return ended || undefined;
    });
    await adding;
    assert.equal(box.value, `Fix it\n\nCo-authored-by: ${name} <${emailAddress}>`);
    box.value = '';
  });

  it('are none to choose a co-author from while nobody is watched', async () => {
    await assert.rejects(world.run('addCoAuthor'), UserError);
  });
});
