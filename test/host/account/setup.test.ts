import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Setup } from '../../../src/account/signIn/setup';
import { createMemory, settle } from '../../unit/account/support';
import { Answers } from '../answers';
import { fakePicks } from '../fakePick';
import { fixedSettings } from '../stubs';
import { FakeBox } from '../fakeBox';

const own = 'https://circuit.company.example';

describe('Before a sign-in', () => {
  let answers: Answers;
  let memory: ReturnType<typeof createMemory>;
  beforeEach(() => {
    answers = new Answers();
    memory = createMemory();
  });
  afterEach(() => answers.restore());

  async function findApp(origin: string) {
    const secrets = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
    const setup = new Setup(fixedSettings(origin), secrets, memory);
    const app = await setup.findApp();
    await setup.keep(app);
    return app;
  }

  it('a host that is none of Circuit’s own has to be confirmed once, as it really is', async () => {
    answers.answer = () => 'Continue';
    for (let times = 0; times < 2; times++) {
      assert.deepEqual(await findApp(own), {
        origin: own,
        clientId: 'client',
        clientSecret: undefined,
        isHostNew: false,
      });
      assert.deepEqual(answers.asked, [`Sign in at ${own}?`]);
    }
    await findApp('https://xn--crcuit-9za.com');
    assert.equal(answers.asked[1], 'Sign in at https://xn--crcuit-9za.com?');
  });

  it('nothing goes on, and nothing is remembered, when the person does not confirm it', async () => {
    for (let times = 1; times <= 2; times++) {
      await assert.rejects(findApp(own), { name: 'AbortError' });
      assert.equal(answers.asked.length, times);
    }
    assert.deepEqual([...memory.values], []);
  });

  it('one of Circuit’s own is not asked about', async () => {
    await findApp('https://eu.yourcircuit.com');
    assert.deepEqual(answers.asked, []);
  });

  describe('what led to one is kept', () => {
    const settings = () => vscode.workspace.getConfiguration('circuit');
    const kept = (key: string) => settings().inspect(key)?.globalValue;
    const secrets = new Map<string, string>();
    const keys = ['host', 'clientIds'];
    const before: unknown[] = [];
    /** Fails with the secrets if false. */
    let isStoring: boolean;
    let setup: Setup;
    beforeEach(() => {
      before.splice(0, Infinity, ...keys.map(key => kept(key)));
      secrets.clear();
      isStoring = true;
      setup = new Setup(
        fixedSettings('https://eu.yourcircuit.com'),
        {
          get: origin => Promise.resolve(secrets.get(origin)),
          set: async (origin, secret) => {
            await Promise.resolve();
            assert.ok(isStoring, 'No room.');
            secrets.set(origin, secret);
          },
        },
        memory,
      );
    });
    afterEach(async () => {
      for (const [at, key] of keys.entries()) {
        await settings().update(key, before[at], vscode.ConfigurationTarget.Global);
      }
    });
    const app = { origin: own, clientId: 'kept-one', clientSecret: 'a-secret' };

    it('in the settings and the secrets, when it says so', async () => {
      await setup.keep({ ...app, isHostNew: false });
      assert.deepEqual(kept('clientIds'), { ...(before[1] as object), [own]: 'kept-one' });
      assert.deepEqual([kept('host'), [...secrets]], [before[0], [[own, 'a-secret']]]);
      await setup.keep({ ...app, clientSecret: undefined, isHostNew: true });
      assert.deepEqual([kept('host'), [...secrets]], [own, [[own, '']]]);
    });

    it('not at all where the secret cannot be', async () => {
      isStoring = false;
      await assert.rejects(setup.keep({ ...app, isHostNew: true }), /No room/);
      assert.deepEqual(
        keys.map(key => kept(key)),
        before,
      );
    });
  });

  it('another app is asked for where Circuit does not take one, and nothing after Escape', async () => {
    const { createQuickPick, createInputBox } = vscode.window;
    const secrets = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
    const setup = new Setup(fixedSettings(own), secrets, memory);
    const refused = { origin: own, clientId: 'refused' };
    const picks = fakePicks();
    const boxes: FakeBox[] = [];
    Object.assign(vscode.window, {
      createInputBox: () => {
        const box = new FakeBox();
        boxes.push(box);
        return box;
      },
    });
    try {
      const left = assert.rejects(setup.changeApp(refused), { name: 'AbortError' });
      picks.made[0]?.hide();
      await left;
      assert.ok(!setup.isAnswered);
      const changing = setup.changeApp(refused);
      picks.made[1]?.choose('I have a client ID');
      await settle();
      boxes[0]?.enter('another');
      await settle();
      boxes[1]?.enter('');
      await changing;
      assert.deepEqual(await setup.findApp(), {
        ...{ origin: own, clientId: 'another', clientSecret: undefined },
        isHostNew: false,
      });
    } finally {
      picks.restore();
      Object.assign(vscode.window, { createQuickPick, createInputBox });
    }
  });
});
