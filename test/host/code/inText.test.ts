import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { hoverText } from '../../../src/code/editor/hoverText';
import { watchPicks } from './pick';
import { createWorld, until, type World } from './world';

describe('In the text of this code', () => {
  let world: World;
  beforeEach(async () => (world = await createWorld({ isAllowed: true })));
  afterEach(() => world.dispose());

  const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

  async function hover(uri: vscode.Uri, line: number, character: number): Promise<string> {
    await vscode.workspace.openTextDocument(uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(line, character),
    );
    const texts = hovers.flatMap(({ contents }) => contents);
    return texts.map(text => (text instanceof vscode.MarkdownString ? text.value : '')).join('\n');
  }

  const lensTitles = async (uri: vscode.Uri): Promise<string[]> => {
    await vscode.workspace.openTextDocument(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      20,
    );
    return lenses.map(({ command }) => command?.title ?? '');
  };

  it('an email address has a hover with presence and actions', async () => {
    const { emailAddress, name, userId } = world.author(1);
    world.repository.commit(
      { ...world.author(1), at: at(1) },
      { 'a.md': `Ask <${emailAddress}> first.\n` },
    );
    const text = await until(async () => {
      const found = await hover(world.uri('a.md'), 0, 8);
      return /Not known yet/.test(found) ? undefined : found || undefined;
    });
    assert.ok(text.replaceAll('\\', '').replaceAll('&nbsp;', ' ').includes(name), text);
    assert.match(
      text,
      new RegExp(`command:circuit\\.person\\.open\\?${encodeURIComponent(`["${userId}"]`)}`),
    );
    await hover(world.uri('a.md'), 0, 9);
    assert.equal(world.lookUps(), 1);
  });

  it('what somebody calls themselves or writes stays text, and only our own words are trusted', () => {
    const name =
      '[x](command:evil) <img src=x> $(sync~spin) ![](https://evil.example) www.evil.example';
    const presence = { userId: 'id', state: 'BUSY', mobile: false, isOptedOut: false } as const;
    const known = {
      kind: 'known',
      presence: { ...presence, statusMessage: name },
      checkedAt: 0,
    } as const;
    const [line, links] = hoverText({ userId: 'id', displayName: name }, known, false);
    assert.ok(line && links);
    assert.ok(!line.isTrusted && !line.supportHtml);
    assert.doesNotMatch(
      line.value.replace('$(circle-filled)', ''),
      /[^\\]\]\(|\$\(|command:|:\/\/[a-z]|www\./,
    );
    assert.doesNotMatch(links.value, /evil|img|sync/);
    assert.deepEqual(
      typeof links.isTrusted === 'object' &&
        links.isTrusted.enabledCommands.every(id => id.startsWith('circuit.person.')),
      true,
    );
  });

  it('an id that Circuit could not have given gets no links', () => {
    const [, links] = hoverText({ userId: '"]);evil(', displayName: 'A' }, undefined, false);
    assert.equal(links, undefined);
  });

  it('the end of a line has a hover about its author, the rest of it none', async () => {
    const [first, second] = [world.author(1), world.author(2)];
    world.repository.commit({ ...first, at: at(9) }, { 'a.txt': 'one\ntwo\n' });
    world.repository.commit({ ...second, at: at(1) }, { 'a.txt': 'one\n2nd\n' });
    const about = (line: number) =>
      until(async () => (await hover(world.uri('a.txt'), line, 3)) || undefined);
    assert.ok((await about(0)).includes(first.userId));
    assert.ok((await about(1)).includes(second.userId));
    assert.equal(await hover(world.uri('a.txt'), 0, 1), '');
    assert.equal(world.lookUps(), 1);
  });

  const encodings: [name: string, encoding: string, encode: (text: string) => Buffer][] = [
    ['with a byte order mark', 'utf8', text => Buffer.from(`\uFEFF${text}`)],
    ['in windows-1252', 'windows1252', text => Buffer.from(text, 'latin1')],
    ['in UTF-16', 'utf8', text => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ];
  for (const [place, [name, encoding, encode]] of encodings.entries()) {
    it(`each line of a file ${name} has its author, with changes that are not saved, too`, async () => {
      const settings = vscode.workspace.getConfiguration('files');
      const { Workspace } = vscode.ConfigurationTarget;
      await settings.update('encoding', encoding, Workspace);
      try {
        const [first, second] = [world.author(1), world.author(2)];
        // Another name each time: VS Code may still hold the text of the one before.
        const file = world.uri(`encoded-${place}.txt`);
        const write = (text: string) => writeFileSync(file.fsPath, encode(text), { flush: true });
        write('Müller\nÄrger\nthree\n');
        world.repository.commit({ ...first, at: at(9) }, {});
        write('Müller\nÖl\nthree\n');
        world.repository.commit({ ...second, at: at(1) }, {});
        const about = async (line: number) => {
          const { text } = (await vscode.workspace.openTextDocument(file)).lineAt(line);
          return until(async () => (await hover(file, line, text.length)) || undefined);
        };
        const document = await vscode.workspace.openTextDocument(file);
        assert.equal(document.lineAt(1).text, 'Öl');
        assert.ok((await about(0)).includes(first.userId));
        assert.ok((await about(1)).includes(second.userId));
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(2, 0), 'new\n');
        await vscode.workspace.applyEdit(edit);
        assert.ok(document.isDirty);
        assert.ok((await about(1)).includes(second.userId));
        assert.ok((await about(3)).includes(first.userId));
        await vscode.commands.executeCommand('workbench.action.files.revert');
      } finally {
        await settings.update('encoding', undefined, Workspace);
      }
    });
  }

  it('an address looks up those of the company within 200 lines, and nobody else', async () => {
    const [here, near, far] = [1, 2, 3].map(place => world.author(place).emailAddress);
    const lines = Array.from({ length: 600 }, () => '');
    lines[300] = `Ask ${here} first.`;
    lines[101] = `near ${near}`;
    lines[499] = 'eve@elsewhere.example, mallory@gmail.com, x@sub.elsewhere.example';
    lines[302] = `zed@not-${here?.split('@')[1]}, yan@${here?.split('@')[1]}.evil.example`;
    lines[20] = `far ${far}`;
    world.repository.write('long.md', lines.join('\n'));
    await until(async () => (await hover(world.uri('long.md'), 300, 8)) || undefined);
    const queries = world.sandbox.requests.entries
      .filter(({ path }) => path === '/rest/v2/users/list')
      .map(({ query }) => new URLSearchParams(query));
    const asked = queries.flatMap(query => [...query.values()]).filter(each => each.includes('@'));
    assert.deepEqual(asked.sort(), [here, near].sort());
  });

  it('an address of another company has none, and is not asked for', async () => {
    world.repository.write('other.md', 'evil@elsewhere.example\n');
    assert.equal(await hover(world.uri('other.md'), 0, 3), '');
    assert.equal(world.lookUps(), 0);
  });

  it('each rule of CODEOWNERS says how many owners it has and how many are available', async () => {
    const [a, b] = [world.author(1).emailAddress, world.author(2).emailAddress];
    const text = `# owners\n* ${a} ${b} @org/team\n/docs ${a}\n/x nobody@elsewhere.example\n`;
    world.repository.write('.github/CODEOWNERS', text);
    const titles = await until(async () => {
      const found = await lensTitles(world.uri('.github/CODEOWNERS'));
      return found.some(title => /^Owners: 3 \(\d available\)$/.test(title)) ? found : undefined;
    });
    assert.match(titles[1] ?? '', /^Owners: 1 \(\d available\)$/);
    assert.equal(titles[2], 'Owners: 1');
    assert.equal(world.lookUps(), 1);
  });

  it('the owners of a rule that Circuit knows none of say so in a row that is not cut off', async () => {
    world.repository.write('docs/CODEOWNERS', '/x nobody@elsewhere.example\n');
    const picks = watchPicks();
    const uri = world.uri('docs/CODEOWNERS');
    await vscode.workspace.openTextDocument(uri);
    const showing = world.run('showOwners', uri.toString(), 0);
    const pick = await until(() => (picks.count > 0 ? picks.current() : undefined));
    await until(() => (pick.busy ? undefined : true));
    const [note] = pick.items;
    assert.equal(note?.label, 'None of these owners were found in Circuit.');
    assert.match(note.detail ?? '', /^Only addresses in .+ are looked up\.$/);
    assert.ok(!pick.placeholder, 'There is nobody to select.');
    pick.hide();
    await showing;
    picks.restore();
  });

  it('a merge conflict says who wrote the other side', async () => {
    const { repository } = world;
    const mine = world.author(0);
    repository.commit({ ...mine, at: at(9) }, { 'a.txt': 'same\nold\n' });
    repository.git(['checkout', '--quiet', '-b', 'feature']);
    repository.commit({ ...world.author(2), at: at(2) }, { 'a.txt': 'same\ntheirs\n' });
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit({ ...mine, at: at(1) }, { 'a.txt': 'same\nours\n' });
    assert.throws(() => repository.git(['merge', 'feature']));
    const title = await until(async () =>
      (await lensTitles(world.uri('a.txt'))).find(each => each.startsWith('Conflicting change')),
    );
    assert.ok(title.includes(world.author(2).name), title);
  });
});
