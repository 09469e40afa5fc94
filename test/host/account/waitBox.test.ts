import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Pasted } from '../../../src/account/signIn/callback';
import {
  showWaitBox,
  type Typed,
  type WaitBox,
  type WaitBoxRoute,
} from '../../../src/account/signIn/waitBox';
import { settle } from '../../unit/account/support';
import { FakeBox } from '../fakeBox';

const url = new URL('https://circuit.company.example/oauth/authorize?state=s');
const token = 'a-token-of-this-circuit';

describe('The box that waits beside the browser', () => {
  const { createInputBox } = vscode.window;
  let boxes: FakeBox[];
  let waiting: WaitBox;
  let left: string[];
  let typed: Typed | undefined;
  const pasted: Pasted = { kind: 'code', code: 'c' };
  const other = 'Return Automatically (if Your Administrator Set It Up)';
  const paste = 'Paste an Access Token Instead';

  beforeEach(() => {
    boxes = [];
    left = [];
    typed = undefined;
    vscode.window.createInputBox = () => {
      boxes.forEach(box => box.hide());
      const box = new FakeBox();
      boxes.push(box);
      return box as unknown as vscode.InputBox; // what the boxes use of one
    };
  });
  afterEach(() => {
    waiting.dispose();
    vscode.window.createInputBox = createInputBox;
  });

  function show(way: Partial<WaitBoxRoute> = {}): FakeBox {
    const read = (text: string): Pasted =>
      text === 'right' ? pasted : { kind: 'bad', reason: 'Not this one.' };
    waiting = showWaitBox(
      { url, read },
      { route: 'loopback', port: 7190, hasOtherWay: false, ...way },
      why => left.push(why),
    );
    void waiting.typed.then(answer => (typed = answer));
    const [box] = boxes;
    assert.ok(box);
    return box;
  }

  for (const [route, prompt, placeholder] of [
    ['loopback', /^Finish in your browser, or paste the final address/, /localhost:7190$/],
    ['portTaken', /^Another program is using port 7190/, /localhost:7190$/],
    ['paste', /That page won't load\.$/, /localhost:7190$/],
    ['page', /It then returns here automatically\.$/, /^Nothing to enter here$/],
  ] as const) {
    it(`says what to do where the browser comes back by ${route}, and names the host`, () => {
      const box = show({ route });
      assert.match(box.prompt, prompt);
      assert.match(box.placeholder, placeholder);
      assert.equal(box.title, 'Sign In to Circuit at circuit.company.example');
      assert.ok(box.isShown && box.password && box.ignoreFocusOut);
    });
  }

  it('takes an address that is right, and says what is wrong with another until somebody types', async () => {
    const box = show();
    box.enter('wrong');
    await settle();
    assert.equal(box.told, 'Not this one.');
    box.changed.fire('w');
    assert.equal(box.told, undefined);
    assert.equal(typed, undefined);
    box.enter('right');
    await settle();
    assert.deepEqual(typed, pasted);
    assert.deepEqual(left, []);
  });

  it('is left with Escape or Back, and with neither once the sign-in is over', async () => {
    const box = show();
    await box.press(vscode.QuickInputButtons.Back);
    assert.deepEqual(left, ['back']);
    box.hide();
    assert.deepEqual(left, ['back', 'cancelled']);
    box.show();
    waiting.dispose();
    assert.ok(!box.isShown);
    assert.deepEqual(left, ['back', 'cancelled']);
  });

  it('copies the address of the page, and says so', async () => {
    const box = show();
    await box.press('Copy Sign-in Page Address');
    while (box.told === undefined) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.equal(await vscode.env.clipboard.readText(), url.href);
    assert.match(box.told, /^The address was copied to the clipboard/);
    assert.deepEqual(left, []);
  });

  it('shows that an answer is being checked, and takes no other then', () => {
    const box = show();
    box.value = 'secret';
    waiting.showBusy();
    assert.deepEqual([box.value, box.busy, box.enabled], ['', true, false]);
  });

  it('offers another way only where there is one, and by its name', async () => {
    assert.ok(!show().buttons.some(({ tooltip }) => tooltip === other));
    waiting.dispose();
    boxes = [];
    assert.ok(
      show({ route: 'page', hasOtherWay: true }).buttons.at(1)?.tooltip?.startsWith('Paste'),
    );
    waiting.dispose();
    boxes = [];
    await show({ route: 'paste', hasOtherWay: true }).press(other);
    assert.deepEqual(typed, { kind: 'otherWay' });
  });

  describe('for an access token', () => {
    const ask = async () => {
      await show().press(paste);
      const box = boxes.at(1);
      assert.ok(box?.isShown);
      return box;
    };

    it('asks for one, hidden, and takes only what can be one', async () => {
      const box = await ask();
      assert.ok(box.password);
      assert.match(box.title, /^Sign In to Circuit at circuit\.company\.example with an/);
      box.enter('two words');
      await settle();
      assert.equal(box.told, "That isn't a valid access token.");
      assert.equal(typed, undefined);
      box.enter(` ${token} `);
      await settle();
      assert.deepEqual(typed, { kind: 'token', accessToken: token });
      assert.deepEqual(left, []);
    });

    it('is back at itself after Back, and can then be left', async () => {
      const box = await ask();
      const [first] = boxes;
      await box.press(vscode.QuickInputButtons.Back);
      assert.deepEqual([first?.isShown, box.isShown, left], [true, false, []]);
      first?.hide();
      assert.deepEqual(left, ['cancelled']);
    });

    it('is left with Escape there, too', async () => {
      (await ask()).hide();
      await settle();
      assert.deepEqual(left, ['cancelled']);
    });

    it('closes that question when the sign-in is over, and nothing was cancelled', async () => {
      const box = await ask();
      waiting.dispose();
      await settle();
      assert.ok(!box.isShown);
      assert.equal(typed, undefined);
    });
  });
});
