import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CircuitPresence } from '../../../api/circuitPresence';
import { Answers } from '../answers';
import { until } from '../code/world';
import { signInHere, type World } from './world';

/** Each step continues where the previous one ended. */
describe('The API for other extensions', () => {
  let world: World;
  let api: CircuitPresence;
  let answers: Answers;

  before(async () => {
    world = await signInHere();
    api = await world.intruder.getAPI(1);
  });
  after(() => world.close());
  beforeEach(() => {
    answers = new Answers();
    world.forget();
  });
  afterEach(() => answers.restore());

  it('has version 1 and no other, and is one object for each extension', async () => {
    await assert.rejects(world.intruder.getAPI(2), /version 1/);
    await assert.rejects(world.intruder.getAPI(undefined), /version 1/);
    assert.equal(await world.intruder.getAPI(1), api);
  });

  it('is not for whoever cannot be told apart', () => {
    const circuit = vscode.extensions.getExtension('circuit-presence.circuit-presence');
    const { getAPI } = circuit?.exports as { getAPI: (version: 1) => unknown }; // what `activate` gives
    assert.throws(() => getAPI(1), /cannot be told which extension/);
  });

  it('tells nothing before the person was asked', async () => {
    const addresses = [world.colleague(3).emailAddress];
    await assert.rejects(api.getPresence(addresses), /Call requestAccess first/);
    assert.deepEqual(world.requests(), []);
    assert.deepEqual(answers.asked, []);
  });

  it('asks the person once, in their words and in those of the extension', async () => {
    const reason = 'To [see](command:x) who reviews.\n'.repeat(20);
    const asking = [api.requestAccess(reason), api.requestAccess(reason)];
    assert.deepEqual(await Promise.all(asking), [false, false]);
    assert.equal(await api.requestAccess(reason), false);
    assert.equal(answers.asked.length, 1);
    const [question = ''] = answers.asked;
    assert.match(question, /^The extension “Intruder” \(test\.intruder\) wants to see whether/);
    assert.doesNotMatch(question, /\]\(command:|\n/);
    assert.ok(question.length < 400);
    await assert.rejects(api.getPresence([world.colleague(3).emailAddress]));
    assert.deepEqual(world.requests(), []);
  });

  it('is used by the example as its documentation says, once the person allows it', async () => {
    answers.answer = () => 'Allow';
    const { emailAddress } = world.colleague(3);
    const show = (address: string) =>
      vscode.commands.executeCommand('availabilityExample.show', address);
    await vscode.extensions
      .getExtension('circuit-presence-examples.availability-example')
      ?.activate();
    assert.match(String(await show(emailAddress)), /^(available|away|busy|doNotDisturb|offline)$/);
    assert.equal(answers.asked.length, 1);
    assert.match(answers.asked[0] ?? '', /“Availability Example”/);
    const asked = world.requests().length;
    assert.ok(asked > 0);
    await show(emailAddress);
    assert.equal(world.requests().length, asked, 'asking again costs nothing');
    assert.equal(await show('ceo@other.example'), 'unknown');
    assert.equal(world.requests().length, asked);
    // Access for one extension is not access for another.
    await assert.rejects(api.getPresence([emailAddress]), /Call requestAccess first/);
  });

  it('is listed and taken back where the account is managed', async () => {
    const { showQuickPick } = vscode.window;
    let listed: readonly vscode.QuickPickItem[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
        listed = items;
        return Promise.resolve([]);
      },
    });
    await vscode.commands.executeCommand('circuit.manageAccess');
    Object.assign(vscode.window, { showQuickPick });
    assert.deepEqual(
      listed.map(({ label, description, picked }) => [label, description, picked]),
      [['Availability Example', 'circuit-presence-examples.availability-example', true]],
    );
    world.forget();
    const { emailAddress } = world.colleague(4);
    const showing = vscode.commands.executeCommand('availabilityExample.show', emailAddress);
    assert.equal(await showing, undefined);
    assert.deepEqual(answers.asked, []);
    assert.deepEqual(world.requests(), []);
  });

  it('is gone with the sign-out, and says so', async () => {
    const heard: boolean[] = [];
    const listener = api.onDidChangeEnablement(isEnabled => heard.push(isEnabled));
    await vscode.commands.executeCommand('circuit.signOut');
    await until(() => (api.enabled ? undefined : true));
    world.forget();
    answers.answer = () => 'Allow';
    assert.equal(await api.requestAccess('Please.'), false);
    await assert.rejects(api.getPresence(['ada@example.com']), /Nobody is signed in/);
    await vscode.commands.executeCommand('circuit.startDemo');
    assert.equal(api.enabled, false, 'the people of the demo are made up');
    assert.equal(await api.requestAccess('Please.'), false);
    await assert.rejects(api.getPresence(['ada@example.com']), /Nobody is signed in/);
    await vscode.commands.executeCommand('circuit.leaveDemo');
    assert.ok(!answers.asked.some(question => question.startsWith('The extension')));
    assert.deepEqual(world.requests(), []);
    await world.signIn();
    listener.dispose();
    assert.deepEqual(heard, [false, true]);
  });
});
