import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { givenIdsByAccount } from '../../../src/assistants/people';
import type { ToolContext } from '../../../src/assistants/tools';
import { tellWhomToAsk } from '../../../src/assistants/whomToAsk';
import { PeopleByAddress } from '../../../src/code/peopleByAddress';
import { createWorld, until, type World } from '../code/world';

const year = new Date().getFullYear();

describe('The tool that tells whom to ask', () => {
  let world: World;
  let context: ToolContext;
  const { token } = new vscode.CancellationTokenSource();

  async function open(isAllowed: boolean): Promise<void> {
    world = await createWorld({ isAllowed });
    const { context: code } = world.code;
    const account = code.account();
    assert.ok(account);
    context = {
      store: world.store,
      poller: code.poller,
      account: code.account,
      people: new PeopleByAddress(code),
      code,
      given: givenIdsByAccount()(account),
      moment: () => ({ now: Date.now() }),
      setStatus: () => Promise.reject(new Error('Nobody proposed anything.')),
    };
    const [first, second] = [world.author(1), world.author(2)];
    const lines = '1\n2\n3\n4\n5\n6\n7\n8\n';
    world.repository.commit(
      { ...first, at: `${year - 1}-01-01T00:00:00Z` },
      { 'a b.ts': `${lines}9\n10\n` },
    );
    world.repository.commit(
      { ...second, at: `${year}-01-01T00:00:00Z` },
      { 'a b.ts': `${lines}nine\nten\n` },
    );
    await vscode.commands.executeCommand('git.refresh');
  }
  afterEach(() => world.dispose());

  const ask = (lines: { first_line?: number; last_line?: number } = {}) =>
    tellWhomToAsk({ file_path: world.uri('a b.ts').fsPath, ...lines }, context, token);

  it('names who wrote a file, with why and whether they can be asked, and gives ids', async () => {
    await open(true);
    const { people, note } = await until(async () => {
      const answer = await ask();
      return answer.people.length > 0 ? answer : undefined;
    });
    assert.deepEqual(
      new Set(people.map(({ name }) => name)),
      new Set([world.author(1).name, world.author(2).name]),
    );
    for (const { id = '', state, why = '', checkedSecondsAgo = Infinity } of people) {
      assert.match(why, /^Wrote (most|some) of this file/);
      assert.notEqual(state, 'unknown');
      assert.ok(checkedSecondsAgo < 60);
      assert.ok(context.given.get(id));
    }
    assert.doesNotMatch(JSON.stringify(people), /@/);
    assert.match(note ?? '', /made up/);
  });

  it('names who wrote the lines, counted from 1, the last one included', async () => {
    await open(true);
    const namesAt = async (first_line: number, last_line?: number) => {
      const { people } = await ask({ first_line, ...(last_line !== undefined && { last_line }) });
      return people.map(({ name }) => name);
    };
    await until(async () => ((await namesAt(1)).length > 0 ? true : undefined));
    assert.deepEqual(await namesAt(9, 10), [world.author(2).name]);
    assert.deepEqual(await namesAt(9), [world.author(2).name]);
    assert.deepEqual(await namesAt(1, 8), [world.author(1).name]);
    assert.equal((await namesAt(8, 9)).length, 2);
  });

  it('asks neither Circuit nor the person without the consent for this workspace', async () => {
    await open(false);
    await assert.rejects(ask(), /The user can run the command/);
    assert.equal(world.lookUps(), 0);
  });
});
