import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { user } from '../../unit/people/support';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

describe('What can be done with somebody', () => {
  const { openExternal } = vscode.env;
  const { setStatusBarMessage, showQuickPick } = vscode.window;
  const { executeCommand } = vscode.commands;
  let world: World;
  let answers: Answers;
  let opened: string[];
  let passing: string[];
  let ran: unknown[][];
  const person = (at = 1) => {
    const found = world.sandbox.company.people[at];
    assert.ok(found);
    return found.user;
  };
  const clipboard = () => vscode.env.clipboard.readText();

  beforeEach(async () => {
    world = await createWorld('circuit');
    answers = new Answers();
    opened = [];
    passing = [];
    ran = [];
    await vscode.env.clipboard.writeText('nothing');
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      value: (uri: vscode.Uri) => Promise.resolve(opened.push(uri.toString(true)) > 0),
    });
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string, ms: number) => {
        assert.equal(ms, 3_000);
        passing.push(text);
      },
    });
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(void ran.push(args)),
    });
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.window, { setStatusBarMessage, showQuickPick });
    Object.assign(vscode.commands, { executeCommand });
    Object.defineProperty(vscode.env, 'openExternal', { configurable: true, value: openExternal });
    world.dispose();
  });

  /** The rows of the next quick pick, which is left as with Escape. */
  async function rowsOf(command: string, ...args: unknown[]) {
    let shown: readonly vscode.QuickPickItem[] = [];
    const hold = (items: readonly vscode.QuickPickItem[]) => {
      shown = items;
      return Promise.resolve(undefined);
    };
    const { showQuickPick: before } = vscode.window;
    Object.assign(vscode.window, { showQuickPick: hold });
    await world.run(command, ...args);
    Object.assign(vscode.window, { showQuickPick: before });
    return shown.map(({ label }) => label);
  }

  it('is one list, and the row that is chosen is carried out for them', async () => {
    const { userId, displayName } = person();
    await world.parts.directory.find(person().userId);
    answers.answer = () => 'Copy Email Address';
    await world.run('person.actions', userId);
    assert.deepEqual(answers.asked, [displayName]);
    assert.deepEqual(ran, [['circuit.person.copyEmail', userId]]);
    answers.answer = () => undefined;
    await world.run('person.actions', userId);
    assert.equal(ran.length, 1);
  });

  it('fits whether they are watched or awaited', async () => {
    const { userId } = person();
    world.sandbox.setPresenceOf(userId, { state: 'BUSY' });
    await world.run('person.watch', userId);
    await world.parts.poller.refresh();
    const all = [
      ...['Open in Circuit', 'Call', 'Show Profile', 'Copy Email Address', 'Send Email'],
      ...['Notify Me When Available…', 'Notify Me When Everyone Is Available…'],
      ...['Move to Group…', 'Stop Watching'],
    ];
    assert.deepEqual(await rowsOf('person.actions', userId), all);
    answers.answer = () => 'Today';
    await world.run('person.notify', userId);
    const cancel = 'Cancel Notification';
    assert.deepEqual(
      await rowsOf('person.actions', userId),
      all.map(label => (label === all[5] ? cancel : label)),
    );
  });

  it('is for a row that a key was pressed on, which it selects first', async () => {
    const { userId } = person();
    const views = world.parts as unknown as Record<string, { selection: string[] }>;
    views['searchView']?.selection.push(userId);
    answers.answer = () => 'Show Profile';
    await world.run('person.actions', { view: 'circuit.search' });
    assert.deepEqual(ran, [['list.select'], ['circuit.person.profile', userId]]);
    await world.run('person.actions', { view: 'circuit.people' });
    assert.deepEqual(ran.slice(2), [['list.select']]);
  });

  it('says that it failed where VS Code could not open, copy or run it, and not that it is done', async () => {
    const { userId } = person();
    const clipboard = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard') ?? {};
    const fail = () => Promise.reject(new Error('VS Code refuses.'));
    Object.defineProperty(vscode.env, 'openExternal', { configurable: true, value: fail });
    Object.defineProperty(vscode.env, 'clipboard', {
      configurable: true,
      get: () => ({ writeText: fail }),
    });
    const refused = (command: string, ...args: unknown[]) =>
      assert.rejects(world.run(command, ...args), /VS Code refuses/, command);
    try {
      const label = { labelId: 'l', value: 'Bridges' };
      await refused('label.open', label);
      await refused('label.copy', label);
      for (const command of ['open', 'call', 'copyEmail', 'sendEmail']) {
        await refused(`person.${command}`, userId);
      }
      answers.answer = () => person().displayName;
      await refused('person.profile', userId);
      for (const answer of ['Copy Address', 'Send Email']) {
        answers.answer = () => answer;
        await refused('showSupportInfo');
      }
      await world.parts.directory.find(userId);
      Object.assign(vscode.commands, { executeCommand: fail });
      answers.answer = () => 'Copy Email Address';
      await refused('person.actions', userId);
      const views = world.parts as unknown as Record<string, { selection: string[] }>;
      views['searchView']?.selection.push(userId);
      Object.assign(vscode.commands, {
        executeCommand: (id: string) => (id === 'list.select' ? Promise.resolve() : fail()),
      });
      await refused('person.actions', { view: 'circuit.search' });
    } finally {
      Object.defineProperty(vscode.env, 'clipboard', clipboard);
    }
    assert.deepEqual(passing, []);
  });

  it('is to copy a line of their profile', async () => {
    const { emailAddress, displayName } = person();
    answers.answer = () => emailAddress;
    await world.parts.directory.find(person().userId);
    await world.run('person.profile', person().userId);
    assert.deepEqual(answers.asked, [displayName]);
    assert.equal(await clipboard(), emailAddress);
    assert.deepEqual(passing, ['The line was copied to the clipboard.']);
    answers.answer = () => undefined;
    await world.run('person.profile', person().userId);
    assert.equal(passing.length, 1);
  });

  it('is to copy their address and to write to it', async () => {
    const { userId, emailAddress } = person();
    await world.run('person.copyEmail', userId);
    assert.equal(await clipboard(), emailAddress);
    assert.deepEqual(passing, ['The email address was copied to the clipboard.']);
    await world.run('person.sendEmail', userId);
    assert.deepEqual(opened, [`mailto:${emailAddress}`]);
  });

  it('needs an address of theirs, and one that can be opened', async () => {
    const { userId } = person();
    const of = (emailAddress: string) =>
      world.parts.directory.learn([user(userId, { emailAddress })]);
    of('');
    for (const command of ['copyEmail', 'sendEmail', 'call']) {
      await assert.rejects(
        world.run(`person.${command}`, userId),
        /shows no email address/,
        command,
      );
    }
    of('a b\n?bcc=c@d.example');
    await assert.rejects(world.run('person.sendEmail', userId), /can't be opened safely/);
    assert.deepEqual([opened, await clipboard()], [[], 'nothing']);
  });

  it('is to leave a note for who is in Do Not Disturb', async () => {
    const { userId, displayName } = person();
    await world.parts.directory.find(person().userId);
    world.sandbox.setPresenceOf(userId, { state: 'DND', dndUntil: Date.now() + 3_600_000 });
    await world.run('person.watch', userId);
    await world.parts.poller.refresh();
    answers.answer = () => 'Copy a note to send';
    await world.run('person.open', userId);
    const note = await clipboard();
    assert.ok(note.includes(displayName) && note.includes("didn't want to disturb you"), note);
    assert.deepEqual(opened, []);
    assert.deepEqual(passing, ['The note was copied to the clipboard.']);
  });

  it('is to be reminded, until eight hours after the end', async () => {
    const { userId } = person();
    const dndUntil = Date.now() + 3_600_000;
    world.sandbox.setPresenceOf(userId, { state: 'DND', dndUntil });
    await world.run('person.watch', userId);
    await world.parts.poller.refresh();
    const [first = ''] = await rowsOf('person.open', userId);
    assert.match(first, /^Notify me at .*\d/);
    answers.answer = () => first;
    await world.run('person.open', userId);
    const [notice] = world.parts.notices.waiting;
    assert.deepEqual(
      [notice?.people.map(each => each.userId), notice?.expiresAt],
      [[userId], dndUntil + 8 * 3_600_000],
    );
    assert.match(answers.asked[0] ?? '', /is in Do Not Disturb until \S/);
    assert.match(passing.join(), /^You'll be notified about “.+”\.$/);
    // Circuit still shows it, though it should be over.
    const { now } = Date;
    Date.now = () => now() + 2 * 3_600_000;
    const later = await rowsOf('person.open', userId).finally(() => (Date.now = now));
    assert.equal(later[0], 'Notify me when it ends');
  });

  describe('about the support contact', () => {
    const [copy, write] = ['Copy Address', 'Send Email'];
    const show = async (answer?: string) => {
      answers.answer = () => answer;
      await world.run('showSupportInfo');
    };

    it('is to copy its address, to write to it, or nothing', async () => {
      await show();
      assert.deepEqual([opened, await clipboard()], [[], 'nothing']);
      await show(copy);
      const address = await clipboard();
      // What keeps VS Code from making a link of it is not seen.
      const words = answers.asked[0]?.replaceAll('\u200b', '');
      assert.equal(words, `Circuit support contact: ${address}`);
      assert.deepEqual(opened, []);
      await show(write);
      assert.deepEqual(opened, [`mailto:${address}`]);
    });

    it('is nothing where there is none', async () => {
      const { network } = world;
      world.network = async request => {
        const answer = await network(request);
        const text = answer.text.replaceAll(
          /"supportEmailAddress":"[^"]*"/g,
          '"supportEmailAddress":""',
        );
        return { ...answer, text };
      };
      await show(copy);
      assert.deepEqual(answers.asked, ['No support contact is configured.']);
      assert.equal(await clipboard(), 'nothing');
    });
  });

  describe('with a label', () => {
    const label = { labelId: 'l', value: 'Bridges & more' };

    it('is to open its conversations and to copy it', async () => {
      await world.run('label.open', label);
      assert.equal(opened.length, 1);
      assert.match(opened[0] ?? '', /^https:\/\/circuit\.invalid\/#\/.*Bridges/);
      await world.run('label.copy', label);
      assert.equal(await clipboard(), label.value);
      assert.deepEqual(passing, ['The label was copied to the clipboard.']);
    });
  });

  it('is to ask Circuit anew about all that is shown, and to sort then', async () => {
    let sorted = 0;
    Object.assign(world.parts.peopleView, { sort: () => sorted++ });
    const labels = () => world.sandbox.requests.count('GET', '/rest/v2/users/labels');
    world.sandbox.requests.clear();
    await world.run('refresh');
    assert.ok(world.sandbox.requests.count() > 0);
    assert.deepEqual([labels(), sorted], [0, 1]);
    await world.parts.labels.load();
    assert.equal(labels(), 1);
    await world.run('refresh');
    assert.deepEqual([labels(), sorted], [2, 2]);
    const out = { ...world.parts, account: () => undefined };
    Object.assign(world.parts, out);
    await assert.rejects(world.run('refresh'), UserError);
    assert.equal(sorted, 2);
  });
});
