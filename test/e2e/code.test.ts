import assert from 'node:assert/strict';
import type { SandboxServer } from '../../src/sandbox/server';
import { Editor } from './editor';
import { createGaugeRepository, type GaugeRepository, personCalled } from './repository';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

/** Each step goes on where the one before it ended. */
describe('Somebody with questions to the people who wrote the code', () => {
  let repository: GaugeRepository;
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  let editor: Editor;

  const lookUps = () => circuit.sandbox.requests.count('GET', '/rest/v2/users/list');
  const nameOf = (firstName: string) => personCalled(firstName).displayName;
  const rowOf = (view: string, firstName: string) =>
    window.treeRows(view).filter({ hasText: nameOf(firstName) });
  const pickRowOf = (firstName: string) =>
    window.quickPickRows().filter({ hasText: nameOf(firstName) });
  const trailers = () => repository.git(['log', '-1', '--format=%(trailers)']);
  const leavePick = async () => {
    await window.page.keyboard.press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
  };

  before(async () => {
    repository = createGaugeRepository();
    signedIn = await startSignedIn(repository.folder);
    ({ circuit, window } = signedIn);
    editor = new Editor(window);
    const set = (name: string, presence: Parameters<typeof circuit.sandbox.setPresenceOf>[1]) =>
      circuit.sandbox.setPresenceOf(personCalled(name).userId, presence);
    set('Tomás', { state: 'BUSY', statusMessage: 'Release day' });
    set('Mei-Ling', { state: 'AVAILABLE', statusMessage: '' });
    set('Piotr', { state: 'DND', dndUntil: Date.now() + 3_600_000, statusMessage: '' });
    set('Kwame', { state: 'AVAILABLE', statusMessage: 'In the lab, ping me' });
    set('Yuki', { state: 'AVAILABLE', statusMessage: '' });
    set('Lucía', { state: 'AWAY', statusMessage: '' });
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await signedIn.stop();
    repository.remove();
  });

  it('is offered their team right after signing in, may say no, and nobody was asked for', async () => {
    const offer = window.notification('Do you want to see who on your team is available?');
    await offer.waitFor();
    await window.screenshot('code-offer');
    await window.answerNotification("You're signed in.", 'Start with Your Team');
    await window.quickPickRows().filter({ hasText: 'addresses in tidewick.example' }).waitFor();
    await window.screenshot('code-consent');
    await window.pick('No');
    await window.quickInput.waitFor({ state: 'hidden' });
    await window.openContainer('Circuit');
    assert.equal(await window.view('This Repository').count(), 0);
    assert.equal(lookUps(), 0);
  });

  it('starts with their team from the empty People view: Enter, and the tree lives', async () => {
    await window.clickWelcome('People', 'Start with Your Team');
    await window.pick('Yes, for this workspace');
    await pickRowOf('Tomás').filter({ hasText: 'Release day' }).waitFor();
    await pickRowOf('Mei-Ling').filter({ hasText: 'Available' }).waitFor();
    await window.screenshot('code-team');
    assert.equal(await pickRowOf('Ruth').count(), 0);
    await window.page.keyboard.press('Enter');
    await rowOf('People', 'Tomás').filter({ hasText: 'Release day' }).waitFor();
    circuit.sandbox.setPresenceOf(personCalled('Tomás').userId, {
      state: 'AWAY',
      statusMessage: '',
    });
    await window.runCommand('Circuit: Refresh');
    await rowOf('People', 'Tomás').filter({ hasText: 'Away' }).waitFor();
    await window.screenshot('code-team-watched');
  });

  it('sees everybody of this repository by whether they can be asked', async () => {
    await window.expandView('People', false);
    await window.expandView('This Repository');
    await rowOf('This Repository', 'Mei-Ling').filter({ hasText: 'Available' }).waitFor();
    await rowOf('This Repository', 'Piotr')
      .filter({ hasText: /until .*\d/ })
      .waitFor();
    await window.screenshot('code-repository');
    await window.expandView('People');
  });

  it('asks about a file in the palette, the Explorer and over the editor, and about lines', async () => {
    await editor.open('gauge.py');
    await window.runCommandByKeys('Circuit: Who Can I Ask About This?');
    await window.quickPickTitle('Who Can I Ask About gauge.py?').waitFor();
    await pickRowOf('Tomás')
      .filter({ hasText: /Wrote (most|about half|some) of this file/ })
      .waitFor();
    await pickRowOf('Piotr').filter({ hasText: 'Code owner.' }).waitFor();
    await window.screenshot('code-ask-file');
    await leavePick();
    await editor.select(13, 16);
    await editor.chooseInTitle('Who Can I Ask About This?');
    await window.quickPickTitle('Who Can I Ask About These Lines?').waitFor();
    await pickRowOf('Mei-Ling').filter({ hasText: 'Wrote most of these lines' }).waitFor();
    await window.screenshot('code-ask-lines');
    await leavePick();
    await editor.chooseInContext(editor.file('station.py'), 'Who Can I Ask About This?');
    await window.quickPickTitle('Who Can I Ask About station.py?').waitFor();
    await pickRowOf('Kwame').waitFor();
    await window.page.keyboard.press('Enter');
    await window.quickPickTitle(nameOf('Kwame')).waitFor();
    await window.quickPickRows().filter({ hasText: 'Open in Circuit' }).waitFor();
    await window.screenshot('code-ask-actions');
    await leavePick();
  });

  it('rests on an address in a comment and on a line’s author and sees who can be asked', async () => {
    await editor.open('gauge.py');
    await editor.goTo(11, 36);
    await editor.hover(`${nameOf('Piotr')}, Do Not Disturb`);
    await window.screenshot('code-hover-address');
    await editor.goTo(13, 200);
    await editor.hover(`${nameOf('Mei-Ling')}, Available`);
    await window.screenshot('code-hover-author');
  });

  it('reads over each rule of CODEOWNERS how many owners are available', async () => {
    await editor.open('CODEOWNERS');
    await editor.lens('Owners: 3 (1 available)').waitFor();
    await window.screenshot('code-owners');
    await editor.lens('Owners: 3').click();
    await window.quickPickTitle('Owners of These Files').waitFor();
    await pickRowOf('Mei-Ling').filter({ hasText: 'Available' }).waitFor();
    await window.screenshot('code-owners-pick');
    await leavePick();
  });

  it('names a co-author in Source Control, and git has them in the commit', async () => {
    repository.write('notes.md', 'Calibrated in October.\n');
    repository.git(['add', 'notes.md']);
    await window.openContainer('Source Control');
    await window.treeRows('Changes').filter({ hasText: 'notes.md' }).waitFor();
    await window.page.locator('.scm-input .monaco-editor').click();
    await window.page.keyboard.type('Note the calibration');
    await window.clickViewAction('Changes', 'More Actions');
    assert.equal(await editor.menuItems.last().innerText(), 'Show Git Output');
    await window.screenshot('code-co-author-menu');
    await editor.choose('Add Co-author…');
    await window.quickPickTitle('Add Co-author').waitFor();
    await window.screenshot('code-co-author');
    await window.pick(nameOf('Mei-Ling'));
    await window.page
      .locator('.scm-input .view-line')
      .filter({ hasText: 'Co-authored-by: Mei-Ling' })
      .waitFor();
    await window.screenshot('code-co-author-message');
    await window.page.keyboard.press('Control+Enter');
    await window.untilTrue(() => trailers().includes(personCalled('Mei-Ling').emailAddress));
  });

  it('sees over a merge conflict who wrote the other side', async () => {
    repository.startMerge();
    await editor.open('station.py');
    await editor.lens(`Conflicting change by ${nameOf('Yuki')}: Available`).waitFor();
    await window.screenshot('code-conflict');
  });

  it('never had anybody asked for who is of another company or no person', () => {
    const queries = circuit.sandbox.requests.entries.map(({ query }) => decodeURIComponent(query));
    assert.ok(queries.some(query => query.includes(personCalled('Yuki').emailAddress)));
    assert.deepEqual(
      queries.filter(query => /example\.org|dependabot|writers/.test(query)),
      [],
    );
  });

  it('switches it off, and from then on nobody is asked for', async () => {
    await window.openContainer('Circuit');
    await window.clickViewAction('This Repository', 'More Actions');
    await editor.choose('Turn Off People Lookup in This Workspace');
    await window.view('This Repository').waitFor({ state: 'detached' });
    await editor.lens('Conflicting change').waitFor({ state: 'detached' });
    circuit.sandbox.requests.clear();
    await editor.open('CODEOWNERS');
    await editor.open('gauge.py');
    await window.runCommand('Circuit: Refresh');
    await window.untilTrue(() => circuit.sandbox.requests.count() > 0);
    assert.equal(lookUps(), 0);
    const { userId } = personCalled('Yuki');
    const isAbout = ({ query }: { query: string }) => query.includes(userId);
    assert.ok(!circuit.sandbox.requests.entries.some(isAbout));
    await window.runCommandByKeys('Circuit: Who Can I Ask About This?');
    await window.quickPickRows().filter({ hasText: 'Yes, for this workspace' }).waitFor();
    await leavePick();
    assert.equal(lookUps(), 0);
  });
});
