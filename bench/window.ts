import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startVSCode, type VSCode } from '../test/e2e/vscode';
import type { Window } from '../test/e2e/window';
import { spread, spreadHead, table } from './figures';
import {
  createLargeCircuit,
  serveLarge,
  type LargeCircuit,
  type LargeServer,
} from './largeCircuit';
import { lastKeyAt, seenAt, startWatching, whenSeen } from './onScreen';

const companySize = 10_000;
const watchedSize = 200;
const changedSize = 10;
const redirectPort = 7191;

const keys = {
  busy: 'Control+Alt+B',
  away: 'Control+Alt+W',
  pick: 'Control+Alt+A',
  search: 'Control+Alt+S',
  watch: 'Control+Alt+P',
};

/** One real window on a large company: somebody presses keys, and what comes of it is seen. */
export async function measureWindow(rounds: {
  readonly changes: number;
  readonly searches: number;
  readonly updates: number;
}): Promise<{ command: string; search: string; tree: string }> {
  const redirectOrigins = [`http://localhost:${redirectPort}`];
  const circuit = createLargeCircuit(companySize, { redirectOrigins });
  const server = await serveLarge(circuit);
  const vscode = await startVSCode({
    'circuit.host': server.origin,
    'circuit.clientIds': { [server.origin]: circuit.sandbox.publicClientId },
    'circuit.redirectPort': redirectPort,
  });
  try {
    bindKeys(vscode, circuit);
    const window = await vscode.openWindow();
    await window.page.setViewportSize({ width: 1280, height: 1400 });
    await signIn(vscode, window);
    await startWatching(window.page);
    return {
      command: await measureCommand(window, server, rounds.changes),
      search: await measureSearch(window, rounds.searches),
      tree: await measureTree(window, circuit, rounds.updates),
    };
  } finally {
    await vscode.stop();
    await server.close();
  }
}

/** VS Code reads these from beside the user's settings. */
function bindKeys(vscode: VSCode, { people }: LargeCircuit): void {
  const watch = people
    .slice(0, watchedSize)
    .map(({ userId }) => ({ command: 'circuit.person.watch', args: userId }));
  const bindings = [
    { key: keys.busy, command: 'circuit.setBusy' },
    { key: keys.away, command: 'circuit.setAway' },
    { key: keys.pick, command: 'circuit.setStatus' },
    { key: keys.search, command: 'circuit.searchPeople' },
    { key: keys.watch, command: 'runCommands', args: { commands: watch } },
  ];
  const user = path.join(path.dirname(vscode.workspace), 'server/data/User');
  const bound = bindings.map(each => ({ ...each, key: each.key.replace('Control', 'Ctrl') }));
  writeFileSync(path.join(user, 'keybindings.json'), JSON.stringify(bound));
}

async function signIn(vscode: VSCode, window: Window): Promise<void> {
  await window.waitForStatus('Circuit: Sign in');
  const consent = await vscode.pageOpenedBy(async () => {
    await window.status.click();
    await window.answerModal('wants to sign in using Circuit', 'Allow');
  });
  await consent.getByRole('button', { name: 'Allow' }).click();
  await consent.getByText("You're signed in").waitFor();
  await consent.close();
  await window.waitForStatus('Available');
}

/** Circuit is asked what it shows first where its last answer is older than three seconds. */
const commandCases = [
  { latencyMs: 0, restMs: 300, words: '' },
  { latencyMs: 200, restMs: 300, words: '' },
  { latencyMs: 200, restMs: 4_000, words: ', last asked more than 3 s ago' },
  {
    latencyMs: 200,
    restMs: 4_000,
    words: ', last asked when the status pick opened',
    inPick: true,
  },
];
/** What somebody takes at least to find the row. */
const readingMs = 700;

async function measureCommand(
  window: Window,
  server: LargeServer,
  rounds: number,
): Promise<string> {
  const rows: string[][] = [];
  for (const { latencyMs, restMs, words, inPick = false } of commandCases) {
    server.latencyMs = latencyMs;
    const pending: number[] = [];
    const answered: number[] = [];
    for (let at = -1; at < rounds; at++) {
      const [bound, word] = at % 2 === 0 ? [keys.away, 'Away'] : [keys.busy, 'Busy'];
      const key = inPick ? await reachRow(window, word) : bound;
      const { key: pressed, pendingAt, answeredAt } = await change(window.page, key, word);
      // The extension reads back what it set: the next change waits for that.
      await wait(2 * latencyMs + restMs);
      // The first one also loads what commands need.
      if (at >= 0) {
        answered.push(answeredAt - pressed);
        pending.push(...(pendingAt === undefined ? [] : [pendingAt - pressed]));
      }
    }
    const name = `Circuit answers in ${latencyMs} ms${words}`;
    rows.push([
      `${name}: key to pending (seen ${pending.length} of ${rounds})`,
      ...spread(pending),
    ]);
    rows.push([`${name}: key to Circuit's answer`, ...spread(answered)]);
  }
  server.latencyMs = 0;
  return table(['status bar, ms', ...spreadHead], rows);
}

/** Opens the status pick and goes to the row. Gives the key that chooses it. */
async function reachRow(window: Window, word: string): Promise<string> {
  const { page } = window;
  await page.keyboard.press(keys.pick);
  await window.quickInput.getByRole('option', { name: word }).first().waitFor();
  await wait(readingMs);
  const focused = window.quickInput.locator('.monaco-list-row.focused');
  for (let tries = 0; tries < 10; tries++) {
    if ((await focused.getAttribute('aria-label'))?.startsWith(word)) {
      return 'Enter';
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${word} cannot be reached in the status pick.`);
}

async function change(page: Page, key: string, word: string) {
  const answered = whenSeen(page, 'status', word);
  await page.keyboard.press(key);
  const answeredAt = await answered;
  return {
    key: await lastKeyAt(page),
    pendingAt: await seenAt(page, 'status', `${word}…`),
    answeredAt,
  };
}

/** Each first name is borne by 250 people, of whom the pick shows 50. */
async function measureSearch(window: Window, rounds: number): Promise<string> {
  const { page } = window;
  await page.keyboard.press(keys.search);
  await window.quickInput.waitFor();
  const times: number[] = [];
  for (let at = -1; at < rounds; at++) {
    const place = (at + 1) % 40;
    const name = `bench${String.fromCharCode(97 + place / 26, 97 + (place % 26))}`;
    await page.keyboard.press('Control+A');
    const rows = whenSeen(page, 'row', `B${name.slice(1)} Person`);
    await page.keyboard.type(name, { delay: 20 });
    const seen = await rows;
    if (at >= 0) {
      times.push(seen - (await lastKeyAt(page)));
    }
  }
  await page.keyboard.press('Escape');
  return table(
    ['search over 10,000 people, ms', ...spreadHead],
    [['last key to rows, 250 ms of typing pause included', ...spread(times, 0)]],
  );
}

/** Ten of two hundred rows change with a round of the poller. */
async function measureTree(window: Window, circuit: LargeCircuit, rounds: number): Promise<string> {
  const { page } = window;
  await window.openContainer('Circuit');
  await page.keyboard.press(keys.watch);
  await window.treeRows('People').nth(changedSize).waitFor();
  const origin = await page.evaluate(() => performance.timeOrigin);
  const times: number[] = [];
  for (let at = -1; at < rounds; at++) {
    const message = `Round ${at + 1}.`;
    const seen = whenSeen(page, 'tree', message, changedSize, 90_000);
    circuit.people
      .slice(0, changedSize)
      .forEach(({ userId }) => circuit.messages.set(userId, message));
    const seenAt = origin + (await seen);
    // The first round is also the one that tells of most people for the first time.
    if (at >= 0) {
      times.push(seenAt - circuit.lastPresenceAt);
    }
  }
  return table(
    ['tree, ms', ...spreadHead],
    [
      [
        '10 of 200 people: from Circuit giving the last of 4 answers to 10 rows on screen',
        ...spread(times, 0),
      ],
    ],
  );
}
