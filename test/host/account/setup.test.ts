import assert from 'node:assert/strict';
import { Setup } from '../../../src/account/signIn/setup';
import { createMemory } from '../../unit/account/support';
import { Answers } from '../answers';
import { fixedSettings } from '../stubs';

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
});
