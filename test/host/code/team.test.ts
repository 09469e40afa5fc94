import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { findGitApi } from '../../../src/git/gitExtension';
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
