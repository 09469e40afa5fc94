import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSetupLinkOpener } from '../../../src/account/signIn/questions/openSetupLink';
import { Setup } from '../../../src/account/signIn/setup';
import { createUriHandler } from '../../../src/account/signIn/uriHandler';
import type { HostSetting } from '../../../src/settingReaders';
import { createSession } from '../../../src/account/storage/session';
import { createMemory, newSession } from '../../unit/account/support';
import { Answers } from '../answers';
import { quiet } from '../stubs';

const own = 'https://circuit.company.example';
const query = 'host=circuit.company.example&client_id=abc-1';
const offer = 'The address and the client ID are filled in. Sign in to keep them.';
const question = `Set up Circuit at ${own}?`;

describe('A setup link that somebody opens', () => {
  const memory = createMemory();
  const globalValue = () => vscode.workspace.getConfiguration().inspect('circuit')?.globalValue;
  const { showWarningMessage } = vscode.window;
  let answers: Answers;
  let before: unknown;
  let host: HostSetting;
  let isSignedIn: boolean;
  let setup: Setup;
  let handler: vscode.UriHandler;
  /** The details and the buttons of each modal question. */
  let modals: { readonly detail: string; readonly buttons: readonly string[] }[];

  const link = (of: string, path = '/setup') =>
    vscode.Uri.parse(`${vscode.env.uriScheme}://circuit-presence.circuit-presence${path}?${of}`);
  const open = async (of: string, path?: string) => {
    await handler.handleUri(link(of, path));
    await new Promise(setImmediate);
  };

  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    before = globalValue();
    host = { kind: 'none' };
    isSignedIn = false;
    modals = [];
    const answered = vscode.window.showWarningMessage as (...all: unknown[]) => Promise<unknown>;
    Object.assign(vscode.window, {
      showWarningMessage: (text: string, options: vscode.MessageOptions, ...buttons: string[]) => {
        assert.equal(options.modal, true);
        modals.push({ detail: options.detail ?? '', buttons });
        return answered(text, options, ...buttons);
      },
    });
    const setting = <T>(value: () => T) => ({
      get value() {
        return value();
      },
      onDidChange: () => ({ dispose() {} }),
    });
    const settings = {
      host: setting(() => host),
      clientIds: setting(() => new Map([[own, 'kept-app']])),
      redirectPort: setting(() => 7190),
      allowedDomains: setting(() => []),
      addresses: setting(() => new Map<string, string>()),
      workingHours: setting(() => ''),
      syncWatchList: setting(() => false),
      assistants: setting(() => false),
      packagedOrigin: undefined,
      dispose() {},
    };
    const secrets = {
      get: () => Promise.resolve('kept-secret'),
      set: () => Promise.reject(new Error('Nothing is to be kept.')),
    };
    setup = new Setup(settings, secrets, memory);
    const sessions = {
      load: () => Promise.resolve(isSignedIn ? createSession(newSession()) : undefined),
    };
    const openLink = createSetupLinkOpener({ setup, settings, sessions });
    handler = createUriHandler(new Map([['/setup', openLink]]), quiet);
  });
  afterEach(() => {
    answers.restore();
    vscode.window.showWarningMessage = showWarningMessage;
    assert.deepEqual(globalValue(), before, 'No setting was changed.');
    assert.deepEqual([...memory.values], []);
  });

  it('fills in both for the next sign-in, which begins only at a click', async () => {
    answers.answer = asked => (asked === question ? 'Continue' : undefined);
    await open(query);
    assert.deepEqual(answers.asked, [question, offer]);
    assert.deepEqual(answers.commands, []);
    assert.deepEqual(await setup.findApp(), {
      origin: own,
      clientId: 'abc-1',
      clientSecret: undefined,
      isHostNew: true,
    });
    answers.answer = asked => (asked === question ? 'Continue' : 'Sign In');
    await open(query);
    assert.deepEqual(answers.commands, ['circuit.signIn']);
  });

  it('names a host that is none of Circuit’s own as it is, and Enter does not take it', async () => {
    await open('host=eu.y\u043eurcircuit.com&client_id=a');
    assert.match(answers.asked[0] ?? '', /^Set up Circuit at https:\/\/eu\.xn--[\w-]+\.com\?$/);
    assert.deepEqual(modals.at(0)?.buttons, ['Ignore Link', 'Continue']);
    assert.match(modals.at(0)?.detail ?? '', /isn't a known Circuit server/);
    assert.match(modals.at(0)?.detail ?? '', /client ID a /);
    assert.ok(!setup.isAnswered);
    await open('host=eu.yourcircuit.com&client_id=a');
    assert.deepEqual(modals.at(1)?.buttons, ['Continue']);
    assert.doesNotMatch(modals.at(1)?.detail ?? '', /isn't a known/);
  });

  it('keeps the secret of the very app that it names, and of no other', async () => {
    answers.answer = () => 'Continue';
    await open(query.replace('abc-1', 'kept-app'));
    assert.equal((await setup.findApp()).clientSecret, 'kept-secret');
    await open(query);
    assert.equal((await setup.findApp()).clientSecret, undefined);
  });

  it('changes nothing while somebody is signed in', async () => {
    isSignedIn = true;
    await open(query);
    assert.match(answers.asked.join(), /^You're already signed in to Circuit/);
    assert.ok(!setup.isAnswered);
  });

  it('never takes the place of another host that is set', async () => {
    host = { kind: 'ok', origin: 'https://eu.yourcircuit.com' };
    await open(query);
    assert.equal(answers.asked.length, 1);
    assert.match(
      answers.asked[0] ?? '',
      /"circuit\.host" setting is https:\/\/eu\.yourcircuit\.com/,
    );
    assert.ok(!setup.isAnswered);
    host = { kind: 'ok', origin: own };
    answers.answer = () => 'Continue';
    await open(query);
    assert.ok(setup.isAnswered);
  });

  it('says why it is refused, and asks nothing', async () => {
    await open('host=http://circuit.company.example&client_id=a');
    await open(`${query}&client_secret=s`);
    await open('host=circuit.company.example&client_id=');
    await handler.handleUri(link(query).with({ fragment: 'x' }));
    assert.match(answers.asked[0] ?? '', /HTTPS/);
    assert.match(answers.asked[2] ?? '', /have a client ID yet/);
    assert.equal(answers.asked.length, 4);
    assert.deepEqual(modals, []);
    assert.ok(!setup.isAnswered);
  });

  it('is asked about once, however often a page sends it', async () => {
    await Promise.all(Array.from({ length: 20 }, async () => handler.handleUri(link(query))));
    assert.deepEqual(answers.asked, [question]);
  });

  for (const path of ['', '/', '/Setup', '/setup/', '/callback', '/__proto__', '/constructor']) {
    it(`leads nowhere with the path "${path}"`, async () => {
      await open(query, path);
      assert.deepEqual(answers.asked, []);
    });
  }
});
