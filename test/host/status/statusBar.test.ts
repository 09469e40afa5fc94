import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter, type Event } from '../../../src/base/event';
import { PresenceStore } from '../../../src/presence/store';
import type { HostSetting } from '../../../src/settingReaders';
import { offerToEndDnd } from '../../../src/status/overdueDnd';
import { showOwnPresence } from '../../../src/status/presenceInBar';
import { createStatusBar, type StatusBar } from '../../../src/status/statusBar';
import { renderTooltip } from '../../../src/status/tooltip';
import { settle } from '../../unit/account/support';
import { account as createAccount } from '../../unit/people/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

const hostile = [
  '[x](command:workbench.action.quit)',
  '![](https://evil.example/a.png)',
  '<img src=https://evil.example/?>',
  '$(sync~spin) **bold** `code`',
  '</span>\n\n# heading',
  'https://evil.example www.evil.example',
];

describe('The tooltip of the status bar', () => {
  for (const line of hostile) {
    it(`shows ${JSON.stringify(line)} as text`, () => {
      const tooltip = renderTooltip({
        text: '',
        accessibleText: '',
        lines: [line],
        signedIn: false,
        changesAt: undefined,
      });
      assert.doesNotMatch(tooltip.value, /(?<!\\)(:\/\/|www\.|\]\(|!\[|\*\*|`|^#)/m);
      assert.ok(!tooltip.supportHtml && !tooltip.supportThemeIcons);
    });
  }

  it('has each line for itself, and no links while nobody is signed in', () => {
    const text = { text: '', accessibleText: '', changesAt: undefined, signedIn: false };
    const { value } = renderTooltip({ ...text, lines: ['one', 'two'] });
    assert.equal(value, 'one\n\ntwo\n\n');
  });

  it('trusts its own three commands and no other', () => {
    const { isTrusted, value } = renderTooltip({
      text: '',
      accessibleText: '',
      lines: ['Available'],
      signedIn: true,
      changesAt: undefined,
    });
    const commands = [...value.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command);
    assert.deepEqual(commands, [
      'circuit.setAvailable',
      'circuit.doNotDisturb',
      'circuit.setStatusMessage',
    ]);
    const [, args] = value.match(/doNotDisturb\?([^)]*)\)/) ?? [];
    assert.equal(decodeURIComponent(args ?? ''), '[{"durationMinutes":60}]');
    assert.deepEqual(isTrusted, { enabledCommands: commands });
  });
});

/** An item of VS Code's, as far as it is used. */
interface Item {
  text: string;
  tooltip: string | vscode.MarkdownString;
  command: string;
  accessibilityInformation: { label: string };
  name: string;
  isShown: boolean;
}

describe('The status bar item', () => {
  const { createStatusBarItem } = vscode.window;
  const focus = Object.getOwnPropertyDescriptor(vscode.window, 'onDidChangeWindowState') ?? {};
  let world: World;
  let item: Item;
  let drawings: number;
  let account: Account | undefined;
  let host: { value: HostSetting; onDidChange: Event<HostSetting> };
  let hosts: Emitter<HostSetting>;
  let accounts: Emitter<undefined>;
  let bar: StatusBar;
  let whole: DisposableStore;
  let looked: vscode.EventEmitter<unknown>;
  let parts: DisposableStore;

  beforeEach(async () => {
    world = await createWorld();
    item = { isShown: false } as Item;
    drawings = 0;
    account = createAccount({ label: 'ada@example.com' });
    hosts = new Emitter();
    host = { value: { kind: 'ok', origin: 'https://x.example' }, onDidChange: hosts.event };
    accounts = new Emitter();
    looked = new vscode.EventEmitter();
    whole = new DisposableStore();
    parts = new DisposableStore();
    Object.assign(item, {
      show: () => (item.isShown = true),
      dispose: () => (item.isShown = false),
    });
    Object.assign(vscode.window, { createStatusBarItem: () => item });
    const event = { configurable: true, value: looked.event };
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', event);
    const current = {
      get account() {
        drawings++;
        return account;
      },
      onDidChange: accounts.event,
    };
    bar = createStatusBar(host, whole);
    showOwnPresence(bar, world.store, current, parts);
  });
  afterEach(() => {
    [parts, whole].forEach(each => each.dispose());
    Object.assign(vscode.window, { createStatusBarItem });
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', focus);
    world.dispose();
  });
  const text = () => (typeof item.tooltip === 'string' ? item.tooltip : item.tooltip.value);

  it('is drawn at every change of the own presence and no more once it is disposed', async () => {
    assert.ok(item.isShown);
    const count = () => drawings;
    assert.equal(count(), 1);
    await world.commands['circuit.setBusy']?.();
    const seen = count();
    assert.ok(seen >= 3, 'pending, and the answer');
    parts.dispose();
    assert.match(item.text, /Circuit: Sign in/);
    assert.ok(item.isShown);
    await world.commands['circuit.setAway']?.();
    accounts.fire(undefined);
    looked.fire(undefined);
    assert.equal(count(), seen);
    whole.dispose();
    assert.ok(!item.isShown);
  });

  it('is not drawn for others, and is for what else it shows', () => {
    const { store } = world;
    store.applyPoll(store.beginPoll(), [presence('somebody')]);
    assert.equal(drawings, 1);
    accounts.fire(undefined);
    assert.equal(drawings, 2);
    looked.fire(undefined);
    assert.equal(drawings, 3);
    store.setConnection({ kind: 'connecting' });
    assert.equal(drawings, 4);
    hosts.fire(host.value);
    assert.equal(drawings, 4);
    assert.match(item.text, /Connecting/);
  });

  it('leads to the statuses, and says in its tooltip whose they are', async () => {
    await world.commands['circuit.setBusy']?.();
    assert.match(item.text, /Busy/);
    assert.equal(item.command, 'circuit.setStatus');
    assert.equal(item.name, 'Circuit Presence');
    assert.match(item.accessibilityInformation.label, /Busy/);
    assert.match(text(), /command:circuit\.setAvailable/);
    assert.match(text().replaceAll(/[\\\u200b]/g, ''), /ada@example\.com/);
    account = createAccount({ kind: 'demo', label: 'Demo' });
    accounts.fire(undefined);
    assert.match(text(), /[Dd]emo/);
  });

  it('leads to signing in, with plain words, while nobody is signed in', () => {
    account = undefined;
    world.store.setConnection({ kind: 'signedOut' });
    assert.equal(item.command, 'circuit.signIn');
    assert.equal(typeof item.tooltip, 'string');
    assert.match(item.text, /Circuit: Sign in/);
    host.value = { kind: 'none' };
    hosts.fire(host.value);
    assert.doesNotMatch(item.text, /Sign in/);
    host.value = { kind: 'bad', reason: 'no address' };
    hosts.fire(host.value);
    assert.match(item.text, /Sign in/, 'It was chosen, and signing in says what is wrong.');
  });
});

describe('Do Not Disturb that should be over', () => {
  const state = Object.getOwnPropertyDescriptor(vscode.window, 'state') ?? {};
  const focus = Object.getOwnPropertyDescriptor(vscode.window, 'onDidChangeWindowState') ?? {};
  let answers: Answers;
  let looked: vscode.EventEmitter<unknown>;
  let isFocused: boolean;
  let isDemo: boolean;
  let store: PresenceStore;
  let parts: DisposableStore;

  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    looked = new vscode.EventEmitter();
    isFocused = true;
    isDemo = false;
    const told = { configurable: true, get: () => ({ focused: isFocused, active: true }) };
    Object.defineProperty(vscode.window, 'state', told);
    const event = { configurable: true, value: looked.event };
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', event);
    store = new PresenceStore();
    store.setConnection({ kind: 'online', me });
    parts = new DisposableStore();
    offerToEndDnd(store, () => isDemo, parts);
  });
  afterEach(() => {
    parts.dispose();
    store.dispose();
    answers.restore();
    Object.defineProperty(vscode.window, 'state', state);
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', focus);
  });

  /** Circuit shows one that ended so many minutes ago. */
  const show = (minutesAgo: number) => {
    const dndUntil = Date.now() - minutesAgo * 60_000;
    store.applyPoll(store.beginPoll(), [presence('me', { state: 'DND', dndUntil })]);
  };

  it('is offered to be ended once for each end, and only a click ends it', async () => {
    show(-1);
    assert.deepEqual(answers.asked, []);
    show(5);
    looked.fire(undefined);
    await settle();
    assert.equal(answers.asked.length, 1);
    assert.match(answers.asked.join(), /^Do Not Disturb should have ended at .*\d/);
    assert.deepEqual(answers.commands, []);
    answers.answer = () => 'End Now';
    show(4);
    await settle();
    assert.equal(answers.asked.length, 2);
    assert.deepEqual(answers.commands, ['circuit.clearDoNotDisturb']);
  });

  it('waits until somebody looks at the window', () => {
    isFocused = false;
    show(5);
    assert.deepEqual(answers.asked, []);
    isFocused = true;
    looked.fire(undefined);
    assert.equal(answers.asked.length, 1);
  });

  it('is said to be of the demo when that is on, and nothing after the end of all', () => {
    isDemo = true;
    show(5);
    assert.match(answers.asked[0] ?? '', /^Demo: /);
    parts.dispose();
    show(3);
    assert.equal(answers.asked.length, 1);
  });
});
