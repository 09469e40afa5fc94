import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { WentBack } from '../../../src/account/signIn/failure';
import { goBack } from '../../../src/account/signIn/questions/choose';
import { Setup } from '../../../src/account/signIn/setup';
import { createMemory } from '../../unit/account/support';
import { Answers } from '../answers';
import { fixedSettings } from '../stubs';

const europe = 'https://eu.yourcircuit.com';
const america = 'https://na.yourcircuit.com';
const [back, escape] = ['<back>', '<escape>'];

/** Answers VS Code's boxes by pressing what a person would: no test can click them. */
function answerBoxes(script: readonly string[]) {
  const { createQuickPick, createInputBox } = vscode.window;
  const asked: string[] = [];
  const told: string[] = [];
  const next = [...script];
  const press = <T extends vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox>(
    box: T,
    take: (answer: string) => void,
  ): T => {
    const pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
    const accepted = new vscode.EventEmitter<void>();
    const shown = () => {
      asked.push(('items' in box ? box.placeholder : box.prompt) ?? '');
      const answer = next.shift() ?? escape;
      if (answer === back) {
        assert.ok(box.buttons.includes(vscode.QuickInputButtons.Back), 'There is a way back.');
        pressed.fire(vscode.QuickInputButtons.Back);
      } else if (answer === escape) {
        box.show();
        box.hide();
      } else {
        take(answer);
        accepted.fire();
        if ('validationMessage' in box && typeof box.validationMessage === 'string') {
          told.push(box.validationMessage);
          shown();
        }
      }
    };
    return new Proxy(box, {
      get: (_, key) => {
        switch (key) {
          case 'onDidTriggerButton':
            return pressed.event;
          case 'onDidAccept':
            return accepted.event;
          case 'show':
            return shown;
        }
        const value: unknown = Reflect.get(box, key);
        return typeof value === 'function' ? (value.bind(box) as unknown) : value;
      },
      set: (_, key, value) => Reflect.set(box, key, value),
    });
  };
  vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
    const pick = createQuickPick<T>();
    return press(pick, text => {
      // What stands before an arrow is typed first.
      const [answer = '', typed = ''] = text.split(' <- ');
      pick.value = typed;
      const chosen = pick.items.filter(({ label }) => label === answer);
      assert.equal(chosen.length, 1, answer);
      Object.defineProperty(pick, 'selectedItems', { value: chosen });
    });
  };
  vscode.window.createInputBox = () => {
    const box = createInputBox();
    return press(box, answer => (box.value = answer));
  };
  return {
    asked,
    /** What is wrong with what was typed. */
    told,
    left: next,
    restore: () => Object.assign(vscode.window, { createQuickPick, createInputBox }),
  };
}

describe('The questions before a sign-in', () => {
  const memory = createMemory();
  const secrets = new Map<string, string>();
  const clientIds = new Map<string, string>();
  const globalValue = () => vscode.workspace.getConfiguration().inspect('circuit')?.globalValue;
  let before: unknown;
  let setup: Setup;
  let boxes: ReturnType<typeof answerBoxes>;

  beforeEach(() => {
    secrets.clear();
    before = globalValue();
    setup = new Setup(
      {
        ...fixedSettings(),
        clientIds: { value: clientIds, onDidChange: () => ({ dispose() {} }) },
      },
      {
        get: origin => Promise.resolve(secrets.get(origin)),
        set: (origin, secret) => Promise.resolve(void secrets.set(origin, secret)),
      },
      memory,
    );
  });
  afterEach(() => {
    boxes.restore();
    assert.deepEqual(globalValue(), before);
    assert.equal(secrets.size, 0);
    assert.deepEqual([...memory.values], []);
  });

  it('lead back one by one, and keep nothing of what was answered', async () => {
    const [na, eu] = [new URL(america).host, new URL(europe).host];
    const have = 'I have a client ID';
    boxes = answerBoxes([
      ...[na, back, 'Another address…', back, eu],
      ...[have, back, have, 'wrong-one', back, 'my-client', 'a-secret'],
    ]);
    const app = await setup.findApp();
    assert.deepEqual(app, {
      origin: europe,
      clientId: 'my-client',
      clientSecret: 'a-secret',
      isHostNew: true,
    });
    assert.deepEqual(boxes.left, []);
    const { length } = boxes.asked;
    assert.deepEqual(await setup.findApp(), app, 'What was answered counts for this sign-in.');
    assert.equal(boxes.asked.length, length);
  });

  it('take an address, a setup link or a client ID that is typed where rows are offered', async () => {
    const other = 'Another address…';
    const link = `${vscode.env.uriScheme}://circuit-presence.circuit-presence/setup`;
    boxes = answerBoxes([
      ...[`${other} <- another`, back, `${other} <- http://wrong.example.com`, back],
      `${other} <- ${new URL(america).host}`,
      ...['I have a client ID <- my-client', 'my-client', ''],
    ]);
    const { origin, clientId } = await setup.findApp();
    assert.deepEqual([origin, clientId], [america, 'my-client']);
    assert.deepEqual(boxes.left, []);
    setup.forget();
    boxes.restore();
    const query = new URLSearchParams({ host: europe, client_id: 'linked' });
    boxes = answerBoxes([`${other} <- ${link}?${query}`]);
    const answers = new Answers();
    answers.answer = () => 'Continue';
    const linked = await setup.findApp().finally(() => answers.restore());
    assert.deepEqual([linked.origin, linked.clientId], [europe, 'linked']);
  });

  it('lead from the browser back to the client ID, and from there to the host', async () => {
    const [na, eu] = [new URL(america).host, new URL(europe).host];
    const have = 'I have a client ID';
    boxes = answerBoxes([eu, have, 'wrong-one', '', have, 'right-one', '', back, na, escape]);
    const wrong = await setup.findApp();
    assert.ok(setup.isBack(new WentBack(), wrong));
    setup.forget();
    const right = await setup.findApp();
    assert.deepEqual([right.origin, right.clientId], [europe, 'right-one']);
    assert.ok(setup.isBack(new WentBack(), right));
    setup.forget();
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    assert.deepEqual(boxes.left, []);
    assert.ok(!setup.isReturning);
    assert.ok(!setup.isBack(new DOMException('Cancelled', 'AbortError'), right));
  });

  it('lead from the browser back to the host where the client ID is known', async () => {
    clientIds.set(europe, 'known-one');
    const [na, eu] = [new URL(america).host, new URL(europe).host];
    boxes = answerBoxes([eu, na, escape]);
    const app = await setup.findApp();
    assert.ok(setup.isBack(new WentBack(), app));
    setup.forget();
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    clientIds.clear();
    assert.equal(boxes.asked[1], boxes.asked[0]);
    assert.equal(boxes.asked.length, 3);
  });

  it('begin anew after Escape, with the host', async () => {
    boxes = answerBoxes([new URL(america).host, escape, escape]);
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    setup.forget();
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    assert.equal(boxes.asked.length, 3);
    assert.equal(boxes.asked[2], boxes.asked[0]);
  });

  it('lead back to the choice between demo and sign-in', async () => {
    boxes = answerBoxes([back]);
    assert.equal(await setup.findAppOrBack(), goBack);
  });

  it('take a setup link in place of a host, once its host is confirmed', async () => {
    const answers = new Answers();
    const link = 'vscode://circuit-presence.circuit-presence/setup?host=circuit.company.example';
    const other = 'Another address…';
    boxes = answerBoxes([other, `${link}&client_id=abc-1`, other, `${link}&client_id=abc-1`]);
    answers.answer = () => (answers.asked.length > 1 ? 'Continue' : undefined);
    try {
      const origin = 'https://circuit.company.example';
      assert.deepEqual(await setup.findApp(), {
        origin,
        clientId: 'abc-1',
        clientSecret: undefined,
        isHostNew: true,
      });
      assert.deepEqual(boxes.left, []);
      const question = `Set up Circuit at ${origin}?`;
      assert.deepEqual(answers.asked, [question, question]);
    } finally {
      answers.restore();
    }
  });

  it('say of a setup link that is not whole what it lacks', async () => {
    const link = 'vscode://circuit-presence.circuit-presence/setup?host=circuit.company.example';
    boxes = answerBoxes(['Another address…', `${link}&client_id=`, escape]);
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    assert.deepEqual(boxes.told, ["This setup link doesn't have a client ID yet."]);
  });

  it('offer to ask an administrator, and go on from there', async () => {
    boxes = answerBoxes([new URL(europe).host, 'Ask my administrator', escape]);
    await assert.rejects(setup.findApp(), { name: 'AbortError' });
    const request = await vscode.env.clipboard.readText();
    assert.match(request, /http:\/\/localhost:7190\/callback/);
    const start = `${vscode.env.uriScheme}://circuit-presence.circuit-presence/setup?`;
    assert.ok(request.includes(`${start}host=eu.yourcircuit.com&client_id=\n`));
    assert.match(boxes.asked.at(-1) ?? '', /copied to the clipboard/);
  });

  it('do not say that a request was copied that was not', async () => {
    const clipboard = Object.getOwnPropertyDescriptor(vscode.env, 'clipboard') ?? {};
    const writeText = () => Promise.reject(new Error('There is no clipboard.'));
    Object.defineProperty(vscode.env, 'clipboard', {
      configurable: true,
      get: () => ({ writeText }),
    });
    boxes = answerBoxes([new URL(europe).host, 'Ask my administrator', escape]);
    const asking = assert.rejects(setup.findApp(), /no clipboard/);
    await asking.finally(() => Object.defineProperty(vscode.env, 'clipboard', clipboard));
    assert.equal(boxes.asked.length, 2);
  });
});
