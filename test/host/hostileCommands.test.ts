import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../src/base/userError';
import { isCircuitError } from '../../src/circuit/errors';
import { commandIds, type Feature } from '../../src/commandIds';
import { readableArguments } from '../../src/readableArguments';
import { Answers } from './answers';
import { createWorld as createCodeWorld } from './code/world';
import { hostileArguments } from './hostileArguments';
import { createWorld as createPeopleWorld } from './people/world';
import { createWorld as createStatusWorld } from './status/world';

type Run = (id: string, ...args: unknown[]) => Promise<unknown>;

const longestMs = 5_000;

describe('A command that is called with what says nothing', () => {
  let answers: Answers;
  const { showInputBox, showOpenDialog, createQuickPick, showTextDocument } = vscode.window;

  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    Object.assign(vscode.window, {
      showInputBox: () => Promise.resolve(undefined),
      showOpenDialog: () => Promise.resolve(undefined),
      createQuickPick: closingPick,
      showTextDocument: () => Promise.reject(new vscode.CancellationError()),
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, {
      showInputBox,
      showOpenDialog,
      createQuickPick,
      showTextDocument,
    });
    answers.restore();
  });

  /** A quick pick that is closed as soon as it is shown. */
  function closingPick(): vscode.QuickPick<vscode.QuickPickItem> {
    const hidden = new vscode.EventEmitter<undefined>();
    const hide = () => hidden.fire(undefined);
    return Object.defineProperties(createQuickPick(), {
      onDidHide: { value: hidden.event },
      show: { value: () => setTimeout(hide, 0) },
      hide: { value: hide },
    });
  }

  /** Calls each command with each, and gives those that do not end in a sentence, or end at all. */
  async function callAll(feature: Feature, run: Run): Promise<string[]> {
    const wrong: string[] = [];
    for (const id of commandIds[feature]) {
      for (const [name, value] of hostileArguments()) {
        for (const args of [[value], [undefined, [value]]]) {
          const problem = await problemOf(run(id, ...readableArguments(args)));
          if (problem !== undefined) {
            wrong.push(`${id} with ${name}: ${problem}`);
          }
        }
      }
    }
    return wrong;
  }

  async function problemOf(running: Promise<unknown>): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const hangs = new Promise<string>(resolve => {
      timer = setTimeout(() => resolve('hangs'), longestMs);
    });
    try {
      return await Promise.race([hangs, running.then(() => undefined)]);
    } catch (error) {
      const isSaid =
        error instanceof UserError ||
        isCircuitError(error) ||
        error instanceof vscode.CancellationError ||
        // VS Code's own, of another class.
        (error instanceof Error && error.name === 'Canceled');
      return isSaid ? undefined : String(error);
    } finally {
      clearTimeout(timer);
    }
  }

  it('says so in a sentence and sets nothing, where it sets a presence', async function () {
    this.timeout(120_000);
    const world = await createStatusWorld();
    const wrong: string[] = [];
    const run: Run = async (id, ...args) => {
      const before = world.forms().length;
      try {
        return await world.commands[id]?.(...args);
      } finally {
        const readsNone = /clear|prolong|undo/.test(id);
        if (world.forms().length > before && args[0] !== undefined && !readsNone) {
          wrong.push(`${id} set ${JSON.stringify(world.forms().at(-1)).slice(0, 100)}`);
        }
      }
    };
    wrong.push(...(await callAll('status', run)));
    world.dispose();
    assert.deepEqual(wrong, []);
  });

  it('says so in a sentence, where it is about people', async function () {
    this.timeout(120_000);
    const world = await createPeopleWorld();
    const before = JSON.stringify(world.parts.watchList.watching);
    const run: Run = (id, ...args) => world.run(id.replace('circuit.', ''), ...args);
    const wrong = await callAll('people', run);
    assert.equal(JSON.stringify(world.parts.watchList.watching), before);
    world.dispose();
    assert.deepEqual(wrong, []);
  });

  it('says so in a sentence, where it is about code', async function () {
    this.timeout(120_000);
    const world = await createCodeWorld({ isAllowed: false });
    const run: Run = (id, ...args) => world.run(id.replace('circuit.', ''), ...args);
    const wrong = await callAll('code', run);
    const lookUps = world.lookUps();
    await world.dispose();
    assert.deepEqual(wrong, []);
    assert.equal(lookUps, 0);
  });
});
