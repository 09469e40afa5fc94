import type { SandboxServer } from '../../src/sandbox/server';
import { Editor } from './editor';
import { type Frame, saveMovingPicture } from './movingPicture';
import { createGaugeRepository, type GaugeRepository, personCalled } from './repository';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

type Presence = Parameters<SandboxServer['sandbox']['setPresenceOf']>[1];

const hourMs = 3_600_000;
const sidebarEdge = 480;
const groups: Readonly<Record<string, readonly string[]>> = {
  Firmware: ['Jonas', 'Yuki', 'Lucía', 'Oluwaseun'],
  Analysis: ['Aarav', 'Camille', 'Ingrid', 'Dmytro'],
};
const ungrouped = ['Tomás', 'Mei-Ling', 'Kwame', 'Saoirse', 'Piotr', 'Ayesha'];

/** What colleagues do on an ordinary morning. */
const morning: Readonly<Record<string, Presence>> = {
  Tomás: { state: 'AVAILABLE', statusMessage: '' },
  'Mei-Ling': { state: 'BUSY', statusMessage: 'Writing tests' },
  Kwame: { state: 'AVAILABLE', statusMessage: 'In the lab, ping me' },
  Saoirse: { state: 'DND', dndUntil: Date.now() + hourMs, statusMessage: 'Release' },
  Piotr: { state: 'AWAY', statusMessage: 'Back at two' },
  Ayesha: { state: 'OFFLINE', statusMessage: '' },
  Jonas: { state: 'AVAILABLE', statusMessage: '' },
  Yuki: { state: 'AVAILABLE', statusMessage: '' },
  Lucía: { state: 'BUSY', statusMessage: '' },
  Oluwaseun: { state: 'DND', dndUntil: Date.now() + 2 * hourMs, statusMessage: '' },
  Aarav: { state: 'AVAILABLE', statusMessage: '' },
  Camille: { state: 'BUSY', statusMessage: 'On a call' },
  Ingrid: { state: 'AVAILABLE', statusMessage: '' },
  Dmytro: { state: 'AWAY', statusMessage: '' },
};

/** What the README shows. Each step goes on where the one before it ended. */
describe('A team and its code, as in the README’s pictures,', () => {
  let repository: GaugeRepository;
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const set = (name: string, presence: Presence) =>
    circuit.sandbox.setPresenceOf(personCalled(name).userId, presence);
  const rowOf = (name: string) =>
    window.treeRows('People').filter({ hasText: personCalled(name).displayName });

  /** Makes the sidebar wide enough for every row and leaves it, with nothing selected. */
  const lookAtFile = async () => {
    const { page } = window;
    await page.keyboard.press('Home');
    await page.keyboard.press('Escape');
    const { x, width } = (await page.locator('.part.sidebar').boundingBox()) ?? { x: 0, width: 0 };
    await page.mouse.move(x + width + 2, 500);
    await page.mouse.down();
    await page.mouse.move(sidebarEdge, 500, { steps: 5 });
    await page.mouse.up();
    await leaveAll();
    await page.locator('.sidebar .monaco-list-row.selected').waitFor({ state: 'detached' });
  };
  /** Puts the cursor into the file, and the pointer where it shows nothing. */
  const leaveAll = async () => {
    await window.page.locator('.editor-instance .view-line').nth(4).click();
    await window.page.mouse.move(1_000, 600);
    await window.page.locator('.workbench-hover').waitFor({ state: 'hidden' });
  };

  before(async () => {
    repository = createGaugeRepository();
    signedIn = await startSignedIn(repository.folder);
    ({ circuit, window } = signedIn);
    Object.entries(morning).forEach(([name, presence]) => set(name, presence));
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await signedIn.stop();
    repository.remove();
  });

  it('is watched, in groups, beside a file', async () => {
    await window.notification('Do you want to see who').waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    const editor = new Editor(window);
    await editor.open('gauge.py');
    const addresses = Object.keys(morning).map(name => personCalled(name).emailAddress);
    await window.runCommand('Circuit: Add People by Email…');
    await window.answer('Type them…');
    await window.answer(addresses.join(' '));
    await window.quickPickTitle(`Addresses to Look Up in Circuit: ${addresses.length}`).waitFor();
    await window.page.keyboard.press('Enter');
    await window.quickPickRows().filter({ hasText: 'Now watching' }).first().waitFor();
    await window.page.keyboard.press('Escape');
    await window.openContainer('Circuit');
    for (const [group, [first = '', ...others]] of Object.entries(groups)) {
      await rowOf(first).click();
      for (const name of others) {
        await rowOf(name).click({ modifiers: ['Control'] });
      }
      await editor.chooseInContext(rowOf(first), 'Move to Group…');
      await window.pick('New Group…');
      await window.answer(group);
      await window.treeRows('People').filter({ hasText: group }).first().waitFor();
    }
    for (const name of [...ungrouped, ...Object.values(groups).flat()]) {
      await rowOf(name).waitFor();
    }
    await lookAtFile();
  });

  it('is set not to be disturbed with a few keys', async () => {
    const frames: Frame[] = [];
    const keep = async (ms: number) => {
      frames.push({ png: await window.page.screenshot(), ms });
    };
    await keep(600);
    await window.status.click();
    await window.page.mouse.move(1_000, 600);
    await window.quickPickTitle('Circuit Status').waitFor();
    await keep(700);
    for (const typed of ['4', '45m', '45m w', '45m wri', '45m writ', '45m writing']) {
      await window.type(typed);
      await window.quickPickRows().first().waitFor();
      await keep(typed.endsWith('g') ? 800 : 150);
    }
    await window
      .quickPickRows()
      .first()
      .filter({ hasText: /until .*: writing/ })
      .waitFor();
    await window.page.keyboard.press('Enter');
    await window.waitForSettledStatus(/until .*\d/);
    await window
      .treeRows('People')
      .filter({ hasText: /you.*writing/ })
      .waitFor();
    await window.treeRows('People').locator('.codicon-loading').waitFor({ state: 'detached' });
    await leaveAll();
    await keep(1_000);
    const [first, ...others] = frames;
    const blank = await window.page.context().newPage();
    if (first) {
      await saveMovingPicture(blank, 'moving', [first, ...others]);
    }
    await blank.close();
  });

  it('tells in a dark window, too, once somebody is available', async () => {
    await window.runCommand('Circuit: Set Available');
    await window.waitForSettledStatus('Available');
    await window.chooseTheme('Dark Modern', 'vs-dark');
    await rowOf('Mei-Ling').click();
    await window.page.keyboard.press('Enter');
    await window.pick('Notify Me When Available…');
    await window.pick('Within an hour');
    set('Mei-Ling', { state: 'AVAILABLE', statusMessage: '' });
    await window.runCommand('Circuit: Refresh');
    await window.notification('is available now.').waitFor();
    await rowOf('Mei-Ling').filter({ hasText: 'Available' }).waitFor();
    await leaveAll();
    await window.screenshot('team-dark');
  });
});
