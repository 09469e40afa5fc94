import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { type PickWatch, type Row, watchPicks } from './pick';
import { createWorld, until, type World } from './world';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const year = new Date().getFullYear();

describe('Who can I ask', () => {
  let world: World;
  let picks: PickWatch;
  beforeEach(() => (picks = watchPicks()));
  afterEach(async () => {
    picks.restore();
    await world.dispose();
  });

  const people = (pick: vscode.QuickPick<Row>) => pick.items.filter(({ userId }) => userId);
  const notes = (pick: vscode.QuickPick<Row>) =>
    pick.items.filter(
      ({ userId, kind }) => userId === '' && kind !== vscode.QuickPickItemKind.Separator,
    );

  /** Asks, waits until git and Circuit have answered, gives the pick to `look`, and leaves. */
  async function ask(
    look: (pick: vscode.QuickPick<Row>) => Promise<void> | void,
    ...args: unknown[]
  ) {
    const before = picks.count;
    const asking = world.run('whoCanIAsk', ...args);
    const pick = await until(() => (picks.count > before ? picks.current() : undefined));
    await until(() => (pick.busy ? undefined : true));
    await look(pick);
    pick.hide();
    await asking;
  }

  function commitTwo(): void {
    const [first, second] = [world.author(1), world.author(2)];
    world.repository.commit(
      { ...first, at: `${year - 1}-01-01T00:00:00Z` },
      { 'a b.ts': '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n' },
    );
    world.repository.commit(
      { ...second, at: `${year}-01-01T00:00:00Z` },
      { 'a b.ts': '1\n2\n3\n4\n5\n6\n7\n8\nnine\nten\n' },
    );
  }

  describe('when Circuit may be asked', () => {
    beforeEach(async () => (world = await createWorld({ isAllowed: true })));

    it('names those who wrote the file, with why and their presence, in one look-up', async () => {
      commitTwo();
      await ask(async pick => {
        const rows = people(pick);
        assert.deepEqual(
          new Set(rows.map(({ userId }) => userId)),
          new Set([world.author(1).userId, world.author(2).userId]),
        );
        const first = () => pick.items.find(({ userId }) => userId === world.author(1).userId);
        assert.match(
          first()?.detail ?? '',
          /^Wrote most of this file, most recently in January \d{4}\.$/,
        );
        await until(() => (first()?.description === 'Not known yet' ? undefined : true));
        assert.equal(pick.items[0]?.kind, vscode.QuickPickItemKind.Separator);
        assert.ok((first()?.buttons ?? []).length > 0);
      }, world.uri('a b.ts'));
      const { userId, name } = world.author(1);
      assert.equal(world.lists.names.get(userId), name);
      assert.equal(world.lookUps(), 1);
      await ask(() => undefined, world.uri('a b.ts'));
      assert.equal(world.lookUps(), 1);
    });

    it('looks at the selected lines alone', async () => {
      commitTwo();
      const editor = await vscode.window.showTextDocument(world.uri('a b.ts'));
      editor.selection = new vscode.Selection(8, 0, 9, 2);
      await ask(pick => {
        assert.deepEqual(
          people(pick).map(({ userId }) => userId),
          [world.author(2).userId],
        );
        assert.match(people(pick)[0]?.detail ?? '', /^Wrote most of these lines/);
      });
    });

    it('counts commits below a folder', async () => {
      world.repository.commit(
        { ...world.author(1), at: new Date().toISOString() },
        { 'src/x.ts': 'x' },
      );
      await ask(
        pick =>
          assert.match(
            people(pick)[0]?.detail ?? '',
            /^Most of the recent commits here, most recently today\.$/,
          ),
        world.uri('src'),
      );
    });

    it('names code owners too, by handle where a setting says who that is', async () => {
      world.addresses = new Map([['@third', world.author(3).emailAddress]]);
      const owners = `* ${world.author(1).emailAddress} @third @org/team\n`;
      world.repository.commit(
        { ...world.author(1), at: new Date().toISOString() },
        { CODEOWNERS: owners, 'a.ts': 'x' },
      );
      await ask(pick => {
        assert.deepEqual(
          people(pick)
            .map(({ userId }) => userId)
            .sort(),
          [world.author(1).userId, world.author(3).userId].sort(),
        );
        assert.ok(people(pick).every(({ detail }) => detail?.endsWith('Code owner.')));
      }, world.uri('a.ts'));
    });

    it('shows names of git’s nowhere, and asks for nobody outside the domain', async () => {
      const at = new Date().toISOString();
      const evil = {
        name: '[x](command:evil) $(sync~spin)',
        emailAddress: 'evil@elsewhere.example',
        at,
      };
      world.repository.commit(evil, { 'a.ts': '1\n' });
      await ask(pick => {
        assert.deepEqual(people(pick), []);
        assert.match(
          notes(pick)[0]?.label ?? '',
          /^None of the people who wrote or own this were found in Circuit\.$/,
        );
        assert.doesNotMatch(JSON.stringify(pick.items), /evil|sync/);
      }, world.uri('a.ts'));
      assert.equal(world.lookUps(), 0);
    });

    it('says why git told nothing', async () => {
      world.repository.write('new.ts', 'x');
      await ask(
        pick => assert.equal(notes(pick)[0]?.label, 'Git has no history for this yet.'),
        world.uri('new.ts'),
      );
    });

    it('says that git is out of reach in a virtual file', async () => {
      await ask(
        pick => assert.match(notes(pick)[0]?.label ?? '', /^Git isn't available/),
        vscode.Uri.parse('vscode-vfs://host/a.ts'),
      );
    });

    it('stops asking about this code when told to', async () => {
      await world.run('stopAskingAboutCode');
      assert.equal(world.memory.get(world.consentKey), undefined);
    });

    it('asks for a file where none is open', async () => {
      commitTwo();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const { showOpenDialog } = vscode.window;
      const answer = (uris: vscode.Uri[] | undefined) =>
        Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve(uris) });
      try {
        answer(undefined);
        await assert.rejects(world.run('whoCanIAsk'), vscode.CancellationError);
        answer([world.uri('a b.ts')]);
        await ask(pick => assert.equal(people(pick).length, 2));
      } finally {
        Object.assign(vscode.window, { showOpenDialog });
      }
    });

    it('refuses where there is no file', async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await assert.rejects(world.run('whoCanIAsk', { path: '/etc/passwd' }), UserError);
    });
  });

  describe('before Circuit may be asked', () => {
    beforeEach(async () => (world = await createWorld({ isAllowed: false })));

    it('asks the person first, and Circuit only after a yes', async () => {
      commitTwo();
      const asking = world.run('whoCanIAsk', world.uri('a b.ts'));
      const pick = await until(async () => {
        await vscode.commands.executeCommand(accept);
        return picks.count > 0 ? picks.current() : undefined;
      });
      await until(() => (pick.busy ? undefined : true));
      assert.equal(world.lookUps(), 1);
      assert.equal(world.memory.get(world.consentKey), true);
      pick.hide();
      await asking;
    });

    it('asks Circuit nothing after a no, nor while nobody answered', async () => {
      commitTwo();
      const asking = world.run('whoCanIAsk', world.uri('a b.ts')).catch((error: unknown) => error);
      let ended = false;
      void asking.then(() => (ended = true));
      await until(async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return ended || undefined;
      });
      assert.ok((await asking) instanceof vscode.CancellationError);
      assert.equal(world.lookUps(), 0);
      assert.deepEqual(world.interest.ids, []);
    });

    it('offers no hover and no lens', async () => {
      world.repository.commit(
        { ...world.author(1), at: new Date().toISOString() },
        { CODEOWNERS: `* ${world.author(1).emailAddress}\n` },
      );
      const uri = world.uri('CODEOWNERS');
      await vscode.workspace.openTextDocument(uri);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(0, 4),
      );
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
      );
      assert.deepEqual([hovers.length, lenses.length, world.lookUps()], [0, 0, 0]);
    });
  });
});
