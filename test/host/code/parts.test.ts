import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { SignInRequiredError, UserError } from '../../../src/base/userError';
import { addCoAuthor } from '../../../src/code/commit/addCoAuthor';
import { Consent } from '../../../src/code/consent';
import { untoldWords } from '../../../src/code/gitWords';
import { createConflictLens } from '../../../src/code/editor/conflictLens';
import { createCodeOwnersLens, showOwners } from '../../../src/code/owners/codeOwnersLens';
import { readHistory } from '../../../src/code/whoCanIAsk/history';
import { readAllOwners, readOwners } from '../../../src/code/owners/ownersFile';
import { offerTeam, startWithTeam } from '../../../src/code/startWithTeam';
import { requireReady } from '../../../src/code/whoCanIAsk/findColleagues';
import { findWhomToAsk, whoCanIAsk } from '../../../src/code/whoCanIAsk/whoCanIAsk';
import type { WhyUntold } from '../../../src/git/questions';
import { watchPeople } from '../../../src/people/watch/commands';
import { watchCap } from '../../../src/people/watch/watchListData';
import { createMemory, settle } from '../../unit/account/support';
import { persons } from '../../unit/people/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';
import { fakePicks, type FakePick } from '../fakePick';
import { contribution, FakeContext, lines, told } from './fakeContext';
import { until } from './world';

const [ada, bob] = ['ada@company.example', 'bob@company.example'];

describe('The parts about this code', () => {
  const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders') ?? {};
  const { createQuickPick, showOpenDialog } = vscode.window;
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  let fake: FakeContext;
  let answers: Answers;
  const open = (uris: readonly vscode.Uri[] | undefined) =>
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      configurable: true,
      get: () => uris?.map((uri, index) => ({ uri, index, name: `${index}` })),
    });

  beforeEach(() => {
    fake = new FakeContext();
    answers = new Answers();
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.window, { createQuickPick, showOpenDialog });
    Object.defineProperty(vscode.workspace, 'workspaceFolders', folders);
    fake.dispose();
  });

  describe('ask before Circuit hears of it', () => {
    let memory: ReturnType<typeof createMemory>;
    let account: string | undefined;
    let accounts: Emitter<unknown>;
    let consent: Consent;
    let changes: number;
    const yes = 'Yes, for this workspace';
    beforeEach(() => {
      memory = createMemory();
      account = 'ada';
      accounts = new Emitter();
      changes = 0;
      consent = new Consent(memory, () => account, accounts.event);
      consent.onDidChange(() => changes++);
    });
    afterEach(() => consent.dispose());

    it('by naming the domains, and keep a yes for this account alone', async () => {
      answers.answer = () => yes;
      await consent.require(['company.example']);
      await consent.require(['company.example']);
      assert.equal(answers.asked.length, 1);
      assert.deepEqual([consent.isGiven, changes], [true, 1]);
      account = 'bob';
      accounts.fire(undefined);
      assert.deepEqual([consent.isGiven, changes], [false, 2]);
      account = undefined;
      assert.ok(!consent.isGiven);
      await consent.set(true);
      assert.deepEqual([...memory.values.keys()], ['circuit.askAboutCode:ada']);
      account = 'ada';
      await consent.set(false);
      assert.ok(!consent.isGiven);
    });

    it('and end there after a no or Escape', async () => {
      for (const answer of ['No', undefined]) {
        answers.answer = () => answer;
        await assert.rejects(consent.require(['company.example']), vscode.CancellationError);
      }
      assert.ok(!consent.isGiven);
    });

    it('unless there is nobody to look up, which they say instead', async () => {
      await assert.rejects(consent.require([]), /circuit\.allowedDomains/);
      assert.deepEqual(answers.asked, []);
    });

    it('and hear of no account any more once that is over', () => {
      consent.dispose();
      accounts.fire(undefined);
      assert.equal(changes, 0);
    });
  });

  describe('read who wrote', () => {
    const file = vscode.Uri.file('/nowhere/a.ts');
    const { askGit } = { askGit: () => fake.context.git.askGit };
    const { signal } = new AbortController();
    const select = (...places: [number, number, number, number][]) =>
      places.map(place => new vscode.Selection(...place));
    const amounts = async (...selections: vscode.Selection[]) => {
      fake.answer = () => told([lines(ada, 1, 4), lines(bob, 5, 6)]);
      const { contributions, measure } = await readHistory(askGit(), file, selections, signal);
      return [measure, ...contributions.map(each => [each.emailAddress, each.amount])];
    };

    it('a whole file, or the lines that are selected and no other', async () => {
      assert.deepEqual(await amounts(), ['fileLines', [ada, 4], [bob, 6]]);
      assert.deepEqual(await amounts(...select([3, 2, 4, 1])), [
        'selectedLines',
        [ada, 1],
        [bob, 1],
      ]);
      // It ends at the start of a line, which nobody sees as selected.
      assert.deepEqual(await amounts(...select([3, 0, 4, 0])), ['selectedLines', [ada, 1]]);
      assert.deepEqual(await amounts(...select([0, 0, 1, 1], [8, 0, 30, 1])), [
        'selectedLines',
        [ada, 2],
        [bob, 2],
      ]);
    });

    it('a folder, over two years', async () => {
      fake.answer = () => told([contribution(ada)]);
      const history = await readHistory(askGit(), vscode.Uri.file(__dirname), [], signal);
      assert.equal(history.measure, 'commits');
      assert.deepEqual(
        fake.asked.map(({ question, about }) => [question, about.sinceDays]),
        [['authors', 730]],
      );
    });

    it('and say why git tells nothing, or only a part', async () => {
      for (const uri of [file, vscode.Uri.file(__dirname)]) {
        fake.answer = () => ({ kind: 'untold', why: 'timeout' });
        const none = await readHistory(askGit(), uri, [], signal);
        assert.deepEqual([none.contributions, none.notes], [[], ['Git took too long.']]);
        const half = { value: [], isWhole: false, isShallow: true };
        fake.answer = () => ({ kind: 'told', told: half });
        assert.equal((await readHistory(askGit(), uri, [], signal)).notes.length, 2);
      }
    });
  });

  it('say why git tells nothing, each reason in a sentence of its own', () => {
    const sentences: Readonly<Record<WhyUntold, RegExp>> = {
      untrusted: /isn't trusted/,
      elsewhere: /files aren't on this computer/,
      browser: /can't be started from a browser/,
      noGit: /is disabled or didn't find Git/,
      gitElsewhere: /runs on a different computer/,
      noRepository: /isn't in an open Git repository/,
      unreadable: /can't be read or is too large/,
      failed: /no history for this yet/,
      notStarted: /couldn't be started/,
      timeout: /took too long/,
      tooMuch: /output is too large/,
      noHelper: /helper isn't installed/,
      oldHelper: /until you reload the window/,
      newHelper: /newer than this extension/,
      lost: /didn't respond/,
    };
    for (const [why, sentence] of Object.entries(sentences)) {
      assert.match(untoldWords(why as WhyUntold), sentence); // entries() forgets that they are these
    }
  });

  describe('read CODEOWNERS', () => {
    const root = path.join(workspace?.uri.fsPath ?? '', 'owned');
    const write = (place: string, text: string) => {
      mkdirSync(path.join(root, path.dirname(place)), { recursive: true });
      writeFileSync(path.join(root, place), text);
    };
    const uri = (...names: string[]) => vscode.Uri.file(path.join(root, ...names));
    const names = (owners: readonly object[]) => JSON.stringify(owners).match(/[a-d]@/g) ?? [];
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    it('where GitHub and GitLab look, the first place first', async () => {
      for (const [at, place] of [
        '.gitlab/CODEOWNERS',
        'docs/CODEOWNERS',
        'CODEOWNERS',
        '.github/CODEOWNERS',
      ].entries()) {
        write(place, `* ${'abcd'[at] ?? ''}@company.example\n`);
        assert.deepEqual(names(await readAllOwners(uri())), [`${'abcd'[at] ?? ''}@`]);
      }
    });

    it('for what is inside, and up to a million bytes', async () => {
      write('CODEOWNERS', '/src a@company.example\n');
      assert.deepEqual(names((await readOwners(uri(), uri('src', 'x.ts'))).owners), ['a@']);
      assert.deepEqual((await readOwners(uri(), vscode.Uri.file('/src/x.ts'))).owners, []);
      assert.deepEqual((await readOwners(undefined, uri('src', 'x.ts'))).owners, []);
      const other = uri('src', 'x.ts').with({ scheme: 'vscode-vfs' });
      assert.deepEqual((await readOwners(uri(), other)).owners, []);
      write('CODEOWNERS', `* a@company.example\n${'#'.repeat(1_000_001)}`);
      assert.deepEqual(await readAllOwners(uri()), []);
    });
  });

  describe('write over text', () => {
    const { registerCodeLensProvider } = vscode.languages;
    let provider: vscode.CodeLensProvider;
    let parts: DisposableStore;
    let redrawn: number;
    const { token } = new vscode.CancellationTokenSource();
    const never = vscode.EndOfLine.LF;
    const document = (name: string, text: string) =>
      ({
        ...{ uri: vscode.Uri.file(`/repository/${name}`), version: 1, eol: never },
        getText: () => text,
      }) as vscode.TextDocument; // all that is read of it
    const lensesOf = async (text: vscode.TextDocument) => {
      const all = (await provider.provideCodeLenses(text, token)) ?? [];
      return all.map(({ command, range }) => {
        const { line } = range.start;
        assert.ok(range.isEqual(new vscode.Range(line, 0, line, 0)));
        return [command?.title, line];
      });
    };
    /** Once more after Circuit has answered. */
    const twice = async (text: vscode.TextDocument) => {
      await lensesOf(text);
      await settle();
      return await lensesOf(text);
    };
    const come = (userId: string, state: 'AVAILABLE' | 'BUSY') =>
      fake.store.applyPoll(fake.store.beginPoll(), [presence(userId, { state })]);
    beforeEach(() => {
      redrawn = 0;
      parts = new DisposableStore();
      Object.assign(vscode.languages, {
        registerCodeLensProvider: (_: unknown, made: vscode.CodeLensProvider) => {
          provider = made;
          made.onDidChangeCodeLenses?.(() => redrawn++);
          return { dispose() {} };
        },
      });
    });
    afterEach(() => {
      parts.dispose();
      Object.assign(vscode.languages, { registerCodeLensProvider });
    });

    it('over each rule how many of its owners are there', async () => {
      createCodeOwnersLens(fake.context, parts);
      const nobody = 'nobody@company.example';
      const owners = document(
        'CODEOWNERS',
        `/a ${ada} ${bob}\n\n/b ${nobody}\n/c @team/x ${ada}\n/d\n`,
      );
      assert.deepEqual(await lensesOf(owners), [
        ['Owners: 2', 0],
        ['Owners: 1', 2],
        ['Owners: 2', 3],
      ]);
      await settle();
      assert.equal(redrawn, 1);
      come('ada', 'AVAILABLE');
      come('bob', 'BUSY');
      assert.deepEqual(await lensesOf(owners), [
        ['Owners: 2 (1 available)', 0],
        ['Owners: 1 (none in Circuit)', 2],
        ['Owners: 2 (1 available)', 3],
      ]);
      assert.deepEqual([...fake.interest.ids].sort(), ['ada', 'bob']);
      assert.deepEqual(fake.lookedUp, [ada, bob, nobody]);
    });

    it('and draw that anew when one of them changes, and for nobody else', async () => {
      createCodeOwnersLens(fake.context, parts);
      await twice(document('CODEOWNERS', `/a ${ada}\n`));
      const before = redrawn;
      come('somebody', 'BUSY');
      assert.equal(redrawn, before);
      come('ada', 'BUSY');
      assert.equal(redrawn, before + 1);
      parts.dispose();
      come('ada', 'AVAILABLE');
      assert.equal(redrawn, before + 1);
    });

    it('beside the end of a conflict who wrote the other side, unless that is oneself', async () => {
      createConflictLens(fake.context, parts);
      const conflict = '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n';
      const text = document('a.ts', `first\n${conflict}${conflict}${conflict}`);
      fake.answer = () => ({
        kind: 'told',
        told: [ada, 'me@company.example', 'nobody@company.example'].map(emailAddress => ({
          name: 'N',
          emailAddress,
        })),
      });
      come('ada', 'BUSY');
      const seen = redrawn;
      assert.deepEqual(await lensesOf(text), []);
      await settle();
      assert.ok(redrawn > seen);
      const [[title, line] = [], ...others] = await lensesOf(text);
      assert.match(String(title), /^Conflicting change by .*Name of ada.*: .*Busy/);
      assert.deepEqual([line, others], [5, []]);
      assert.deepEqual(fake.interest.ids, ['ada']);
      const drawn = redrawn;
      come('ada', 'AVAILABLE');
      assert.equal(redrawn, drawn + 1);
      assert.deepEqual(await lensesOf(document('b.ts', 'no conflict')), []);
    });

    it('and lead from a rule to its owners, until that list is left', async () => {
      const picks = fakePicks();
      const text = { ...document('CODEOWNERS', `# us\n* ${ada}\n`), isClosed: false };
      const open = Object.getOwnPropertyDescriptor(vscode.workspace, 'textDocuments') ?? {};
      Object.defineProperty(vscode.workspace, 'textDocuments', {
        configurable: true,
        get: () => [text],
      });
      try {
        let isOver = false;
        const args = [text.uri.toString(), 1];
        const showing = showOwners(args, fake.context).then(() => (isOver = true));
        const pick = await until(() => picks.made[0]);
        await until(() => (pick.busy ? undefined : true));
        assert.deepEqual([pick.title, pick.labels], ['Owners of These Files', ['Name of ada']]);
        assert.ok(!isOver);
        pick.hide();
        await showing;
        fake.context.book.clear();
        fake.lookUpFault = new TypeError('A fault.');
        await assert.rejects(showOwners(args, fake.context), /A fault/);
        await assert.rejects(showOwners([args[0], 0], fake.context), /select one of its rules/);
      } finally {
        picks.restore();
        Object.defineProperty(vscode.workspace, 'textDocuments', open);
      }
    });

    it('and lead from a rule to its owners, from nothing else', async () => {
      for (const args of [[], ['file:///repository/CODEOWNERS', 0], [7, {}]]) {
        await assert.rejects(showOwners(args, fake.context), /Open a CODEOWNERS file/);
      }
    });
  });

  describe('begin with the team', () => {
    const folder = vscode.Uri.file('/repository');
    let offered: boolean;
    const offer = () =>
      offerTeam(fake.context, {
        get: () => offered,
        set: () => Promise.resolve(void (offered = true)),
      });
    beforeEach(() => {
      offered = false;
      open([folder]);
      fake.answer = ({ question }) =>
        question === 'root' ? { kind: 'told', told: folder } : told([contribution(ada)]);
    });

    it('is offered once, in a repository, to who watches nobody', async () => {
      await offer();
      await offer();
      assert.equal(answers.asked.length, 1);
      offered = false;
      fake.answer = () => ({ kind: 'untold', why: 'noRepository' });
      await offer();
      assert.ok(!offered, 'It may be offered in the next folder.');
      open(undefined);
      await offer();
      await watchPeople(persons('x'), fake.context.lists.watchList);
      open([folder]);
      await offer();
      assert.equal(answers.asked.length, 1);
    });

    it('needs a folder, and says when everybody is watched', async () => {
      open([]);
      await assert.rejects(startWithTeam(fake.context), /Open a folder with a Git repository/);
      open([folder]);
      await watchPeople(persons('ada'), fake.context.lists.watchList);
      await assert.rejects(startWithTeam(fake.context), /already watching everyone/);
      assert.deepEqual(fake.reaches, ['asked']);
    });

    it('says who could not be found, where nobody was', async () => {
      fake.answer = ({ question }) =>
        question === 'root' ? { kind: 'told', told: folder } : told([contribution('x@y.example')]);
      await assert.rejects(
        startWithTeam(fake.context),
        /^Error: None of the people .+ Only addresses/,
      );
    });

    describe('with a list', () => {
      let picks: ReturnType<typeof fakePicks>;
      let pick: FakePick;
      let starting: Promise<void>;
      /** Git's answer, which it gives once a test says so. */
      let authors: PromiseWithResolvers<unknown>;
      const fill = async () => {
        authors.resolve(told([contribution(ada), contribution(bob)]));
        await until(() => (pick.busy ? undefined : true));
      };
      const come = (userId: string, state: 'AVAILABLE' | 'BUSY') =>
        fake.store.applyPoll(fake.store.beginPoll(), [presence(userId, { state })]);
      const ticked = () => pick.selectedItems.map(({ label }) => label);
      const names = ['Name of ada', 'Name of bob'];
      beforeEach(async () => {
        picks = fakePicks();
        answers.noteCommands();
        fake.answer = ({ question }) =>
          question === 'root' ? { kind: 'told', told: folder } : authors.promise;
        authors = Promise.withResolvers();
        starting = startWithTeam(fake.context);
        pick = await until(() => picks.made[0]);
      });
      afterEach(() => picks.restore());

      it('that is filled once git and Circuit have answered, with all of them ticked', async () => {
        assert.deepEqual(
          [pick.title, pick.placeholder, pick.busy, pick.isShown],
          ['Start with Your Team', 'Finding people for this code', true, true],
        );
        await fill();
        assert.deepEqual(ticked(), names);
        assert.match(pick.placeholder ?? '', /^Clear anyone/);
        assert.deepEqual(fake.interest.ids, ['ada', 'bob']);
        pick.selectedItems = [pick.row('Name of bob')];
        come('ada', 'BUSY');
        assert.equal(pick.row('Name of ada').description, 'Busy');
        assert.deepEqual(ticked(), ['Name of bob']);
        const { items } = pick;
        come('somebody', 'BUSY');
        assert.equal(pick.items, items);
        pick.accept();
        await starting;
        assert.deepEqual(fake.context.lists.watchList.userIds, ['bob']);
        assert.deepEqual(answers.commands, ['circuit.people.focus']);
        assert.deepEqual([fake.interest.ids, pick.isShown], [[], false]);
        come('ada', 'AVAILABLE');
        assert.equal(pick.items, items, 'What is closed is drawn no more.');
      });

      it('or nobody after Escape, also while it is being filled', async () => {
        pick.hide();
        await assert.rejects(starting, vscode.CancellationError);
        assert.ok(fake.asked.at(-1)?.signal.aborted);
        const again = startWithTeam(fake.context);
        pick = await until(() => picks.made[1]);
        await fill();
        pick.hide();
        await assert.rejects(again, vscode.CancellationError);
        assert.deepEqual([fake.context.lists.watchList.userIds, fake.interest.ids], [[], []]);
        assert.deepEqual(answers.commands, []);
      });

      it('and says where the watch list has no room for all of them', async () => {
        await fill();
        const many = Array.from({ length: watchCap - 1 }, (_, at) => `somebody-${at}`);
        await watchPeople(persons(...many), fake.context.lists.watchList);
        pick.accept();
        await assert.rejects(starting, /up to 200 people/);
        assert.equal(fake.context.lists.watchList.userIds.length, watchCap);
        assert.deepEqual(answers.commands, []);
      });
    });

    it('is what a click on the offer does', async () => {
      answers.answer = () => 'Start with Your Team';
      await watchPeople(persons('x'), fake.context.lists.watchList);
      await fake.context.lists.watchList.edit(list => ({ ...list, people: [] }));
      fake.answer = ({ question }) =>
        question === 'root' ? { kind: 'told', told: folder } : told([]);
      await assert.rejects(offer(), UserError);
    });
  });

  describe('ask about a file', () => {
    it('once it is known who is signed in, and never for nobody', async () => {
      let asked = 0;
      const refresh = async () => {
        await settle();
        asked++;
        fake.store.setConnection({ kind: 'online', me });
      };
      const required: [readonly string[], string | undefined][] = [];
      const consent = {
        require: (domains: readonly string[]) => {
          required.push([domains, fake.store.ownId]);
          return Promise.resolve();
        },
      } as never; // what is used of it
      const context = { ...fake.context, consent, poller: { ...fake.context.poller, refresh } };
      fake.store.setConnection({ kind: 'signedOut' });
      await assert.rejects(requireReady(context), SignInRequiredError);
      assert.deepEqual([asked, required], [0, []]);
      fake.store.setConnection({ kind: 'connecting' });
      await requireReady(context);
      await requireReady(context);
      assert.equal(asked, 1);
      const ready = [['company.example'], me.userId];
      assert.deepEqual(required, [ready, ready]);
    });

    it('until the list of people is left, and fail where nobody could be looked for', async () => {
      const picks = fakePicks();
      const file = vscode.Uri.file('/nowhere/a.ts');
      fake.answer = () => ({ kind: 'untold', why: 'noRepository' });
      try {
        let isOver = false;
        const asking = whoCanIAsk([file], fake.context).then(() => (isOver = true));
        const pick = await until(() => picks.made[0]);
        await until(() => (pick.busy ? undefined : true));
        assert.ok(!isOver);
        pick.hide();
        await asking;
        fake.answer = () => Promise.reject(new TypeError('A fault.'));
        await assert.rejects(whoCanIAsk([file], fake.context), /A fault/);
      } finally {
        picks.restore();
      }
    });

    it('and say so where CODEOWNERS is read in part', async () => {
      const root = vscode.Uri.file(path.join(workspace?.uri.fsPath ?? '', 'owned'));
      const file = vscode.Uri.joinPath(root, 'a'.repeat(250));
      mkdirSync(root.fsPath, { recursive: true });
      writeFileSync(
        path.join(root.fsPath, 'CODEOWNERS'),
        `${'*a'.repeat(100)}b ada@company.example\n`.repeat(2_000),
      );
      fake.answer = ({ question }) =>
        question === 'root' ? { kind: 'told', told: root } : told([]);
      try {
        const { signal } = new AbortController();
        const { notes } = await findWhomToAsk(file, [], fake.context, signal);
        assert.ok(notes.some(note => note.startsWith('CODEOWNERS has too many rules')));
      } finally {
        rmSync(root.fsPath, { recursive: true });
      }
    });

    it('that somebody chooses where none is open, or nothing after Escape', async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const asked: vscode.OpenDialogOptions[] = [];
      Object.assign(vscode.window, {
        showOpenDialog: (options: vscode.OpenDialogOptions) => {
          asked.push(options);
          return Promise.resolve(undefined);
        },
      });
      await assert.rejects(whoCanIAsk([], fake.context), vscode.CancellationError);
      assert.equal(asked[0]?.defaultUri?.toString(), workspace?.uri.toString());
      open([]);
      await assert.rejects(whoCanIAsk([], fake.context), /Open a file first/);
      assert.equal(asked.length, 1);
      assert.deepEqual([fake.asked, fake.lookedUp], [[], []]);
    });
  });

  describe('name a co-author', () => {
    /** Git's own extension with repositories in these folders. */
    const openRepositories = (...places: string[]) => {
      const repositories = places.map(place => ({
        rootUri: vscode.Uri.file(place),
        inputBox: { value: '' },
      }));
      const git = { state: 'initialized', repositories };
      const exports = { enabled: true, getAPI: () => git };
      Object.assign(vscode.extensions, {
        getExtension: () => ({ activate: () => Promise.resolve(exports) }),
      });
      return repositories;
    };

    it('in the message of the repository that somebody picks, the available first', async () => {
      const { getExtension } = vscode.extensions;
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await watchPeople(persons('ada', 'bob'), fake.context.lists.watchList);
      fake.store.applyPoll(fake.store.beginPoll(), [
        presence('ada', { state: 'BUSY' }),
        presence('bob', { state: 'AVAILABLE' }),
      ]);
      const user = { displayName: 'Bob', emailAddress: bob };
      const poller = { ...fake.context.poller, ask: () => Promise.resolve(user as never) };
      const rows = new Map<string, readonly string[]>();
      const { showQuickPick } = vscode.window;
      Object.assign(vscode.window, {
        showQuickPick: (items: readonly vscode.QuickPickItem[], o: vscode.QuickPickOptions) => {
          const labels = items.map(({ label }) => label);
          rows.set(o.title ?? '', labels);
          return showQuickPick(items, o);
        },
      });
      fake.answer = ({ about }) => ({
        kind: 'told',
        told: `with ${(about as { trailer?: string }).trailer ?? ''}`,
      });
      try {
        const [one, two] = openRepositories('/work/one', '/work/$(two)');
        const context = { ...fake.context, poller };
        await assert.rejects(addCoAuthor([], context), vscode.CancellationError);
        assert.equal(rows.size, 1, 'Nobody is asked for without a repository.');
        answers.answer = title => (title === 'Add Co-author' ? 'BOB' : 'one');
        await addCoAuthor([], context);
        assert.deepEqual(rows.get('Select a Repository')?.length, 2);
        assert.doesNotMatch(rows.get('Select a Repository')?.[1] ?? '', /\$\(/);
        assert.deepEqual(rows.get('Add Co-author'), ['BOB', 'ADA']);
        assert.match(one?.inputBox.value ?? '', /Bob <bob@/);
        rows.clear();
        await addCoAuthor([{ rootUri: two?.rootUri }], context);
        assert.deepEqual([...rows.keys()], ['Add Co-author']);
        assert.match(two?.inputBox.value ?? '', /Bob <bob@/);
        openRepositories();
        await assert.rejects(addCoAuthor([], context), /no commit message/);
      } finally {
        Object.assign(vscode.extensions, { getExtension });
        Object.assign(vscode.window, { showQuickPick });
      }
    });

    it('on another computer by the clipboard alone, and nobody after Escape', async () => {
      const { env, extensions } = vscode;
      const remote = Object.getOwnPropertyDescriptor(env, 'remoteName') ?? {};
      const { getExtension } = extensions;
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      Object.defineProperty(env, 'remoteName', { configurable: true, get: () => 'ssh-remote' });
      Object.assign(extensions, { getExtension: () => undefined });
      await vscode.env.clipboard.writeText('nothing');
      await watchPeople(persons('ada'), fake.context.lists.watchList);
      const user = { displayName: 'Ada', emailAddress: ada };
      const context = {
        ...fake.context,
        poller: { ...fake.context.poller, ask: () => Promise.resolve(user as never) },
      };
      try {
        await addCoAuthor([], context);
        assert.equal(await vscode.env.clipboard.readText(), 'nothing');
        answers.answer = asked => (asked === 'Add Co-author' ? 'ADA' : undefined);
        await addCoAuthor([], context);
        assert.equal(await vscode.env.clipboard.readText(), `Co-authored-by: Ada <${ada}>`);
        assert.match(answers.asked.at(-1) ?? '', /was copied to the clipboard/);
        user.emailAddress = '';
        await assert.rejects(addCoAuthor([], context), /no email address/);
      } finally {
        Object.assign(extensions, { getExtension });
        Object.defineProperty(env, 'remoteName', remote);
      }
    });
  });
});
