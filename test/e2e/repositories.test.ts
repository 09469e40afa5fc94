import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRepository } from '../unit/git/repository';
import { createGaugeRepository, type GaugeRepository, personCalled } from './repository';
import { type SignedIn, startSignedIn } from './signedIn';

describe('Somebody with several repositories open', () => {
  let gauge: GaugeRepository;
  let signedIn: SignedIn;

  before(async () => {
    gauge = createGaugeRepository();
    signedIn = await startSignedIn(gauge.folder);
  });
  afterEach(function () {
    return signedIn.window.screenshotOfFailure(this.currentTest);
  });
  after(async () => {
    await signedIn.stop();
    gauge.remove();
  });

  it('chooses among them, each once, and starts with the people of those', async () => {
    const { circuit, window } = signedIn;
    const home = path.dirname(gauge.folder);
    const maps = path.join(home, 'harbour-maps');
    mkdirSync(maps);
    const { displayName: name, emailAddress } = personCalled('Yuki');
    createRepository(maps).commit({ name, emailAddress, at: new Date().toISOString() }, { a: '1' });
    gauge.write('docs/notes.md', 'Calibrated in October.\n');
    const folders = [gauge.folder, path.join(gauge.folder, 'docs'), maps];
    const file = path.join(home, 'tides.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: folders.map(each => ({ path: each })) }));
    const url = new URL(window.page.url());
    url.searchParams.delete('folder');
    url.searchParams.set('workspace', file);
    await window.waitForKeptPermission(
      `${circuit.sandbox.me.emailAddress} (${new URL(circuit.origin).host})`,
    );
    await window.page.goto(url.href);
    await window.ready();
    // On a busy computer VS Code's own Explorer can stay without the folders of a workspace file that it
    // opens for the first time. The second time it knows them from before.
    await window.page.reload();
    await window.ready();
    await window.page.getByRole('treeitem', { name: 'harbour-maps' }).first().waitFor();
    await window.waitForStatus('Available');
    await window.runCommand('Circuit: Start with Your Team…');
    await window.pick('Yes, for this workspace');
    const rows = window.quickPickRows();
    await rows.filter({ hasText: 'harbour-maps' }).waitFor();
    await window.screenshot('repositories-pick');
    assert.equal(await rows.count(), 2);
    await rows.filter({ hasText: 'tide-gauge' }).click();
    await window.page.keyboard.press('Enter');
    await rows.filter({ hasText: name }).waitFor();
    await window.screenshot('repositories-team');
    assert.equal(await rows.filter({ hasText: personCalled('Tomás').displayName }).count(), 0);
  });
});
