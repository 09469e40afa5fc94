import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Answers } from '../answers';
import { until } from '../code/world';
import { signInHere, type World } from './world';

interface Registered {
  readonly action: string;
  readonly runner: {
    readonly partnerId: string;
    readonly name: string;
    readonly label: (hovered: unknown) => string;
    run(hovered: unknown): Promise<void>;
  };
}

/**
 * `installed/gitlens` has the id and the API of GitLens 12 and later; the real one is not
 * installed.
 */
describe('Where GitLens is installed', () => {
  let world: World;
  let answers: Answers;
  const gitLens = vscode.extensions.getExtension<{ runners: Registered[] }>('eamodio.gitlens');
  const runners = () => gitLens?.exports.runners ?? [];
  const hovered = (name: string, email: unknown) => ({
    type: 'hover.commands',
    repoPath: '/work',
    commit: { sha: '1'.repeat(40), author: { name, email } },
  });

  before(async () => {
    await gitLens?.activate();
    world = await signInHere();
    await until(() => runners()[0]);
  });
  after(() => world.close());
  beforeEach(() => {
    answers = new Answers();
    world.forget();
  });
  afterEach(() => answers.restore());

  it('its hovers offer the availability of the author, by name and as plain text', () => {
    assert.equal(runners().length, 1);
    const [{ action, runner } = {} as Registered] = runners();
    assert.equal(action, 'hover.commands');
    assert.match(runner.partnerId + runner.name, /circuit/i);
    assert.equal(runner.label(hovered('Ada\u202e\n Lovelace', '')), 'Availability of Ada Lovelace');
    [undefined, 7, {}, { commit: { author: [] } }].forEach(odd =>
      assert.equal(typeof runner.label(odd), 'string'),
    );
  });

  it('asks nothing where the person says no to asking about the people of this code', async () => {
    const { displayName, emailAddress } = world.colleague(3);
    await runners()[0]?.runner.run(hovered(displayName, emailAddress));
    assert.deepEqual(answers.asked, ["Look Up This Code's Authors and Owners in Circuit?"]);
    assert.deepEqual(world.requests(), []);
  });

  it('shows what can be done with the author once they say yes, and asks about no other domain', async () => {
    const { displayName, emailAddress } = world.colleague(3);
    answers.answer = question =>
      question.startsWith('Look Up') ? 'Yes, for this workspace' : undefined;
    await runners()[0]?.runner.run(hovered(displayName, emailAddress));
    assert.deepEqual(answers.asked.slice(1), [displayName]);
    world.forget();
    await runners()[0]?.runner.run(hovered('Eve', 'eve@other.example'));
    await runners()[0]?.runner.run(hovered('Eve', undefined));
    assert.match(answers.asked.at(-1) ?? '', /^Only addresses in /);
    assert.deepEqual(world.requests(), []);
    await vscode.commands.executeCommand('circuit.stopAskingAboutCode');
  });

  it('is left alone after the sign-out', async () => {
    await vscode.commands.executeCommand('circuit.signOut');
    await until(() => (runners().length === 0 ? true : undefined));
    await world.signIn();
    await until(() => runners()[0]);
  });
});
