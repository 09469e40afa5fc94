import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { Answers } from '../answers';
import { signInHere, type World } from './world';

interface PeopleAnswer {
  readonly people: readonly {
    readonly asked?: string;
    readonly id?: string;
    readonly name?: string;
    readonly state: string;
    readonly checkedSecondsAgo?: number;
    readonly why?: string;
  }[];
  readonly note?: string;
}

const inputs = {
  circuit_get_presence: { people: ['me'] },
  circuit_find_people: { name: 'Ada' },
  circuit_find_whom_to_ask: { file_path: '/' },
  circuit_propose_status: { state: 'BUSY' },
};

/** The order matters: every call counts towards the limit, which the last test reaches. */
describe('A tool that another extension calls', () => {
  let world: World;
  let answers: Answers;

  before(async () => (world = await signInHere()));
  after(() => world.close());
  beforeEach(() => {
    answers = new Answers();
    world.forget();
  });
  afterEach(() => answers.restore());

  async function ask(name: string, input: unknown): Promise<PeopleAnswer> {
    return JSON.parse(await world.intruder.invoke(name, input)) as PeopleAnswer; // what the tool says it gives
  }

  for (const [name, input] of Object.entries(inputs)) {
    it(`answers nobody while the person has not allowed it: ${name}`, async () => {
      await assert.rejects(world.intruder.invoke(name, input), /registered/);
      assert.deepEqual(world.requests(), []);
      assert.deepEqual(answers.asked, []);
    });
  }

  it('is not switched on by a workspace', async () => {
    const settings = vscode.workspace.getConfiguration('circuit');
    const { Workspace } = vscode.ConfigurationTarget;
    await assert.rejects(async () => settings.update('assistants', true, Workspace));
  });

  describe('once the person allows it', () => {
    before(() => world.set('assistants', true));

    it('tells the presence of the person and of colleagues, by address', async () => {
      const { emailAddress, displayName } = world.colleague(3);
      const { people, note } = await ask('circuit_get_presence', { people: ['me', emailAddress] });
      assert.deepEqual(
        people.map(({ asked, name }) => [asked, name]),
        [
          ['me', world.me.displayName],
          [emailAddress, displayName],
        ],
      );
      people.forEach(({ state, checkedSecondsAgo = Infinity }) => {
        assert.match(state, /^(available|away|busy|doNotDisturb|offline|hidden)$/);
        assert.ok(checkedSecondsAgo < 60);
      });
      assert.equal(note, undefined);
    });

    it('tells nothing of what somebody wrote, and no address, number or place', async () => {
      const text = await world.intruder.invoke('circuit_find_people', { name: 'an' });
      const { people } = JSON.parse(text) as PeopleAnswer; // what the tool says it gives
      assert.ok(people.length > 1 && people.length <= 5);
      people.forEach(person =>
        assert.deepEqual(
          Object.keys(person).filter(key => key !== 'until'),
          ['id', 'name', 'state', 'checkedSecondsAgo'],
        ),
      );
      assert.doesNotMatch(text, /@/);
      const ids = people.flatMap(({ id }) => id ?? []);
      const again = await ask('circuit_get_presence', { people: ids });
      assert.deepEqual(
        again.people.map(({ name }) => name),
        people.map(({ name }) => name),
      );
    });

    it('asks Circuit about nobody in another domain, and about no id that it did not give', async () => {
      const { userId } = world.colleague(9);
      const { people } = await ask('circuit_get_presence', {
        people: ['ceo@other.example', userId, 'owner', '../users'],
      });
      assert.deepEqual([...new Set(people.map(({ state }) => state))], ['unknown']);
      assert.match(people[0]?.why ?? '', /^Only addresses in [\w.]+ may be asked about\.$/);
      assert.match(people[1]?.why ?? '', /neither "me", nor an id/);
      assert.deepEqual(world.requests(), []);
    });

    it('says what to give instead where the input is wrong, and asks nothing', async () => {
      for (const [name, input] of [
        ['circuit_get_presence', { people: 'me' }],
        ['circuit_find_people', {}],
        ['circuit_find_whom_to_ask', { file_path: 'a.ts' }],
        ['circuit_propose_status', { state: 'DND' }],
      ] as const) {
        await assert.rejects(world.intruder.invoke(name, input), /does not fit: .*\. Give \{/);
      }
      assert.deepEqual(world.requests(), []);
      assert.deepEqual(answers.asked, []);
    });

    it('reads no code without the consent for this workspace, and does not ask for it', async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const file_path = path.join(folder?.uri.fsPath ?? '', 'a.ts');
      const asking = world.intruder.invoke('circuit_find_whom_to_ask', { file_path });
      await assert.rejects(asking, /Who Can I Ask About This/);
      for (const outside of ['/etc/passwd', path.join(file_path, '../../../etc/passwd')]) {
        const reading = world.intruder.invoke('circuit_find_whom_to_ask', { file_path: outside });
        await assert.rejects(reading, /No folder that is open/);
      }
      assert.deepEqual(world.requests(), []);
      assert.deepEqual(answers.asked, []);
    });

    it('sets no status without the person’s yes', async () => {
      for (const click of [undefined, "Don't Set"]) {
        answers.answer = () => click;
        const text = await world.intruder.invoke('circuit_propose_status', { state: 'AWAY' });
        assert.equal(text, '{"outcome":"declined"}');
      }
      assert.deepEqual(answers.asked, [
        'Proposed by an assistant: set your status to Away?',
        'Proposed by an assistant: set your status to Away?',
      ]);
      assert.deepEqual(world.requests(), []);
    });

    it('sets what the person said yes to', async () => {
      answers.answer = () => 'Set Status';
      const message = 'in [a](command:b) call';
      const text = await world.intruder.invoke('circuit_propose_status', {
        state: 'AWAY',
        message,
      });
      assert.equal(text, '{"outcome":"set"}');
      assert.doesNotMatch(answers.asked.join(), /\]\(command:/);
      assert.equal(world.requests().filter(each => each.startsWith('PUT')).length, 1);
    });

    it('says in the demo that it is one', async () => {
      await vscode.commands.executeCommand('circuit.startDemo');
      try {
        const { people, note } = await ask('circuit_get_presence', { people: ['me'] });
        assert.equal(people.length, 1);
        assert.match(note ?? '', /^This is the demo .* made up\.$/);
      } finally {
        await vscode.commands.executeCommand('circuit.leaveDemo');
      }
    });

    it('answers nobody when nobody is signed in', async () => {
      await vscode.commands.executeCommand('circuit.signOut');
      world.forget();
      for (const [name, input] of Object.entries(inputs)) {
        await assert.rejects(world.intruder.invoke(name, input), /Nobody is signed in/);
      }
      assert.deepEqual(world.requests(), []);
      await world.signIn();
    });

    it('answers 30 calls in ten minutes and none of a thousand others', async () => {
      const { emailAddress } = world.colleague(20);
      const people = ['me', emailAddress];
      const ask = async () =>
        world.intruder.invoke('circuit_get_presence', { people }).then(() => 'answered', String);
      const outcomes: string[] = [];
      for (let calls = 0; calls < 1_000; calls += 100) {
        outcomes.push(...(await Promise.all(Array.from({ length: 100 }, ask))));
      }
      assert.ok(outcomes.filter(each => each === 'answered').length < 30);
      assert.match(
        outcomes.at(-1) ?? '',
        /30 calls in 10 minutes.*next call is answered in \d+ min/,
      );
      world.forget();
      await assert.rejects(world.intruder.invoke('circuit_propose_status', { state: 'BUSY' }));
      assert.deepEqual(world.requests(), []);
      assert.deepEqual(answers.asked, []);
    });

    it('answers nobody any more once the person has switched it off', async () => {
      await world.set('assistants', undefined);
      const asking = world.intruder.invoke('circuit_get_presence', { people: ['me'] });
      await assert.rejects(asking, /registered/);
    });
  });
});
