import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createHover } from '../../../src/code/editor/hover';
import { watchPeople } from '../../../src/people/watch/commands';
import { settle } from '../../unit/account/support';
import { persons } from '../../unit/people/support';
import { presence } from '../../unit/presence/fakeCircuit';
import { FakeContext, lines, told } from './fakeContext';

const [ada, bob] = ['ada@company.example', 'bob@company.example'];

describe('A hover', () => {
  const { registerHoverProvider } = vscode.languages;
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  let fake: FakeContext;
  let provider: vscode.HoverProvider;
  let cancel: vscode.CancellationTokenSource;
  /** What is to happen when its time is over. */
  let timers: Map<number, () => void>;

  beforeEach(() => {
    fake = new FakeContext();
    cancel = new vscode.CancellationTokenSource();
    timers = new Map();
    Object.assign(vscode.languages, {
      registerHoverProvider: (_: unknown, made: vscode.HoverProvider) => {
        provider = made;
        return { dispose() {} };
      },
    });
    let last = 0;
    // VS Code itself sets timers, too: only the ones of a hover are held.
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms: number, ...args: unknown[]) => {
        if (ms !== 250) {
          return start(run, ms, ...args);
        }
        timers.set(++last, run);
        return last;
      },
      clearTimeout: (timer: NodeJS.Timeout | number) =>
        typeof timer === 'number' ? timers.delete(timer) : stop(timer),
    });
    createHover(fake.context, fake.parts);
  });
  afterEach(() => {
    Object.assign(vscode.languages, { registerHoverProvider });
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
    fake.dispose();
  });

  const come = (userId: string, state: 'AVAILABLE' | 'BUSY') =>
    fake.store.applyPoll(fake.store.beginPoll(), [presence(userId, { state })]);
  /** What is shown at a place of a document with these lines, once it is. */
  const at = (texts: readonly string[], line: number, character: number, scheme = 'file') => {
    const document = {
      ...{ uri: vscode.Uri.from({ scheme, path: '/repository/a.ts' }), version: 1 },
      lineAt: (number: number) => ({ text: texts[number] ?? '' }),
      getText: () => texts.join('\n'),
      validateRange: (range: vscode.Range) => range,
    } as unknown as vscode.TextDocument; // all that is read of it
    const shown = { hover: undefined as vscode.Hover | undefined, isOver: false };
    const asked = provider.provideHover(
      document,
      new vscode.Position(line, character),
      cancel.token,
    );
    void Promise.resolve(asked).then(hover => {
      shown.hover = hover ?? undefined;
      shown.isOver = true;
    });
    return shown;
  };
  const textOf = ({ hover }: { readonly hover: vscode.Hover | undefined }) =>
    (hover?.contents ?? [])
      .map(text => (text as vscode.MarkdownString).value.replaceAll('&nbsp;', ' '))
      .join('\n');

  it('on an address shows the presence that is known, and what can be done', async () => {
    come('ada', 'BUSY');
    const shown = at(['', `Ask ${ada}, or ${bob}`], 1, 6);
    await settle();
    assert.match(textOf(shown), /Name of ada.*Busy/);
    assert.match(textOf(shown), /person\.open.*person\.watch.*person\.notify.*person\.actions/);
    assert.ok(shown.hover?.range?.isEqual(new vscode.Range(1, 4, 1, 4 + ada.length)));
    assert.deepEqual([fake.lookedUp, fake.interest.ids], [[ada, bob], ['ada']]);
    assert.equal(timers.size, 0);
    await watchPeople(persons('ada'), fake.context.lists.watchList);
    const again = at(['', `Ask ${ada}, or ${bob}`], 1, 6);
    await settle();
    assert.doesNotMatch(textOf(again), /person\.watch/);
    assert.match(textOf(again), /person\.open.*person\.notify/);
    assert.equal(fake.lookedUp.length, 2);
  });

  it('waits a moment for a presence that is not known yet', async () => {
    const shown = at([ada], 0, 1);
    assert.equal(timers.size, 1);
    await settle();
    assert.ok(!shown.isOver);
    come('bob', 'BUSY');
    await settle();
    assert.ok(!shown.isOver);
    come('ada', 'BUSY');
    await settle();
    assert.match(textOf(shown), /Busy/);
    assert.equal(timers.size, 0);
  });

  for (const [what, end] of [
    ['its time is over', () => timers.forEach(run => run())],
    ['the pointer has moved on', () => cancel.cancel()],
  ] as const) {
    it(`shows what there is once ${what}, also without git or Circuit`, async () => {
      const known = at([ada], 0, 1);
      await settle();
      end();
      await settle();
      assert.match(textOf(known), /Not known yet/);
      cancel = new vscode.CancellationTokenSource();
      fake.answer = () => new Promise(() => undefined);
      const blamed = at(['text'], 0, 4);
      fake.context.book.learnQuietly = () => new Promise(() => undefined);
      const asked = at([bob], 0, 1);
      await settle();
      assert.deepEqual([blamed.isOver, asked.isOver], [false, false]);
      end();
      await settle();
      assert.deepEqual([blamed.isOver, asked.isOver], [true, true]);
      assert.deepEqual([blamed.hover, asked.hover], [undefined, undefined]);
      assert.equal(timers.size, 0);
    });
  }

  it('at the end of a line is of its author, and nowhere else', async () => {
    fake.answer = () => told([lines(bob, 1, 1), lines(ada, 2, 1)]);
    come('ada', 'BUSY');
    const texts = ['first', 'second', ''];
    const shown = at(texts, 1, 6);
    await settle();
    assert.match(textOf(shown), /Name of ada.*Busy/);
    assert.ok(shown.hover?.range?.isEqual(new vscode.Range(1, 6, 1, 6)));
    assert.deepEqual([...fake.lookedUp].sort(), [ada, bob]);
    for (const [line, character, scheme] of [
      [1, 5],
      [2, 0],
      [1, 6, 'output'],
    ] as const) {
      const none = at(texts, line, character, scheme);
      await settle();
      assert.deepEqual([none.isOver, none.hover], [true, undefined]);
    }
    assert.equal(fake.asked.length, 1);
  });

  it('is of nobody else than those of the company who are in Circuit', async () => {
    fake.answer = () => told([lines('eve@elsewhere.example', 1, 1)]);
    for (const [texts, character] of [
      [['eve@elsewhere.example'], 2],
      [['nobody@company.example'], 2],
      [['text'], 4],
    ] as const) {
      const none = at(texts, 0, character);
      await settle();
      assert.deepEqual([none.isOver, none.hover], [true, undefined]);
    }
    assert.deepEqual(fake.lookedUp, ['nobody@company.example']);
  });

  it('looks up at most 50 addresses of those around, its own first', async () => {
    const around = Array.from({ length: 120 }, (_, at) => `person-${at}@company.example`);
    at([...around, ada], 120, 1);
    await settle();
    assert.deepEqual(fake.lookedUp, [ada, ...around.slice(0, 49)]);
  });
});
