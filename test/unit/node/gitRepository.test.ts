import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countLines } from '../../../src/git/blame';
import { listAuthors } from '../../../src/git/listAuthors';
import { blameFile } from '../../../src/git/queries';
import { createGit, GitError } from '../../../src/node/git';
import { ada, createRepository, gitPath, grace, type TestRepository } from '../git/repository';

const git = createGit(gitPath);
const { signal } = new AbortController();
const [first, second] = ['2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z'];
const text = 'one\ntwo\nthree\n';

function commitTwice(repository: TestRepository, folder = ''): void {
  repository.commit({ ...ada, at: first }, { [`${folder}a.txt`]: 'one\ntwo\n' });
  repository.commit({ ...grace, at: second }, { [`${folder}a.txt`]: text });
}

/** Who wrote how many lines of `a.txt` in the repository at `folder`. */
async function authorsIn(folder: string, contents: string | Uint8Array = text, name = 'a.txt') {
  const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
  const file = { git, folder, path: path.join(folder, name) };
  const answer = await blameFile(file, [bytes], signal);
  assert.equal(answer.isWhole, true);
  return countLines(answer.value).map(({ emailAddress, amount }) => [emailAddress, amount]);
}

const both = [
  ['grace@example.com', 1],
  ['ada@example.com', 2],
];

describe('A repository that git reads for us', () => {
  let repository: TestRepository;
  let elsewhere: string;
  beforeEach(() => {
    repository = createRepository();
    elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), 'circuit-elsewhere-')));
  });
  afterEach(() => {
    repository.remove();
    rmSync(elsewhere, { recursive: true, force: true });
  });
  const config = (key: string, value: string) => repository.git(['config', key, value]);
  const clone = (...args: string[]) => {
    const folder = path.join(elsewhere, 'clone');
    repository.git(['clone', '--quiet', ...args, `file://${repository.folder}`, folder]);
    return folder;
  };

  it('may name its objects by SHA-256', async () => {
    rmSync(path.join(repository.folder, '.git'), { recursive: true });
    repository.git(['init', '--quiet', '--object-format=sha256']);
    config('user.name', 'Somebody');
    config('user.email', 'somebody@example.org');
    commitTwice(repository);
    assert.deepEqual(await authorsIn(repository.folder), both);
  });

  it('may be a worktree', async () => {
    commitTwice(repository);
    const folder = path.join(elsewhere, 'tree');
    repository.git(['worktree', 'add', '--quiet', '--detach', folder]);
    assert.deepEqual(await authorsIn(folder), both);
  });

  it('may be a submodule', async () => {
    commitTwice(repository);
    const outer = createRepository(path.join(elsewhere));
    outer.git([
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      repository.folder,
      'in',
    ]);
    assert.deepEqual(await authorsIn(path.join(elsewhere, 'in')), both);
  });

  it('may borrow its objects', async () => {
    commitTwice(repository);
    const folder = path.join(elsewhere, 'borrower');
    repository.git(['clone', '--quiet', '--shared', repository.folder, folder]);
    assert.deepEqual(await authorsIn(folder), both);
  });

  it('may lie behind a link', async () => {
    commitTwice(repository, 'src/');
    const link = path.join(elsewhere, 'link');
    symlinkSync(repository.folder, link);
    const file = { git, folder: repository.folder, path: path.join(link, 'src/a.txt') };
    const { value } = await blameFile(file, [new TextEncoder().encode(text)], signal);
    assert.equal(value.length, 2);
  });

  it('may be packed, with a graph of its commits', async () => {
    commitTwice(repository);
    repository.git(['gc', '--quiet']);
    repository.git(['commit-graph', 'write']);
    assert.deepEqual(await authorsIn(repository.folder), both);
  });

  it('may lack the files of old commits, which are not fetched', async () => {
    commitTwice(repository);
    config('uploadpack.allowFilter', 'true');
    const folder = clone('--filter=blob:none');
    await assert.rejects(authorsIn(folder), { fault: 'failed' });
    const { value } = await listAuthors(
      { git, folder, path: path.join(folder, 'a.txt') },
      {},
      signal,
    );
    assert.equal(value.length, 2);
  });

  it('names nobody for lines that are older than a shallow clone', async () => {
    commitTwice(repository);
    repository.commit({ ...ada, at: second }, { 'other.txt': 'x' });
    repository.commit({ ...grace, at: second }, { 'a.txt': `${text}four\n` });
    const folder = clone('--depth=2');
    assert.deepEqual(await authorsIn(folder, `${text}four\n`), [
      ['grace@example.com', 1],
      ['', 3],
    ]);
    const place = { git, folder, path: path.join(folder, 'a.txt') };
    const { value, isShallow } = await listAuthors(place, {}, signal);
    assert.deepEqual([value.map(({ name }) => name), isShallow], [['Grace Hopper'], true]);
  });

  it('names the author of its very first commit where nothing is missing', async () => {
    repository.commit({ ...ada, at: first }, { 'a.txt': text });
    assert.deepEqual(await authorsIn(repository.folder), [['ada@example.com', 3]]);
  });

  describe('with a list of commits to ignore', () => {
    beforeEach(() => commitTwice(repository));
    const ignore = (contents: string) => {
      repository.write('.ignored', contents);
      config('blame.ignoreRevsFile', '.ignored');
    };

    it('has them ignored', async () => {
      repository.commit({ ...grace, at: second }, { 'a.txt': 'ONE\nTWO\nthree\n' });
      ignore(`# formatting\n${repository.git(['rev-parse', 'HEAD']).trim()} # by a tool\n`);
      assert.deepEqual(await authorsIn(repository.folder, 'ONE\nTWO\nthree\n'), both);
    });

    const lists: [what: string, contents: string][] = [
      ['an unknown commit', `${'1'.repeat(40)}\n`],
      ['words', 'not a commit\n--output=x\n'],
      ['ids of another length', `${'a'.repeat(64)}\nabc\n`],
      ['ten megabytes', `${'a'.repeat(40)}\n`.repeat(250_000)],
    ];
    for (const [what, contents] of lists) {
      it(`goes on where it holds ${what}`, async () => {
        ignore(contents);
        assert.deepEqual(await authorsIn(repository.folder), both);
      });
    }

    for (const name of ['/nowhere/at/all', '/dev/zero', '/proc/self/mem', '.', '~nobody-here/x']) {
      it(`goes on where the list and the mailmap are ${name}`, async () => {
        config('blame.ignoreRevsFile', name);
        // Git starts nowhere at all with such a mailmap.
        if (!name.startsWith('~')) {
          config('mailmap.file', name);
        }
        assert.deepEqual(await authorsIn(repository.folder), both);
        assert.equal(
          (await listAuthors({ git, folder: repository.folder }, {}, signal)).value.length,
          2,
        );
      });
    }
  });

  it('reads no attributes, whatever they are and wherever they lie', async () => {
    commitTwice(repository);
    config('core.attributesFile', '/dev/zero');
    symlinkSync('/dev/zero', path.join(repository.folder, '.git/info/attributes'));
    symlinkSync('/dev/zero', path.join(repository.folder, '.mailmap'));
    assert.deepEqual(await authorsIn(repository.folder), both);
  });

  it('is not waited for where it put pipes in the place of files', async () => {
    commitTwice(repository);
    const pipe = path.join(elsewhere, 'pipe');
    for (const each of [
      pipe,
      ...[
        '.mailmap',
        '.gitattributes',
        '.git/info/attributes',
        '.git/shallow',
        '.git/MERGE_HEAD',
      ].map(name => path.join(repository.folder, name)),
    ]) {
      execFileSync('mkfifo', [each]);
    }
    rmSync(path.join(repository.folder, '.git/shallow'));
    ['core.attributesFile', 'blame.ignoreRevsFile', 'mailmap.file'].forEach(key =>
      config(key, pipe),
    );
    assert.deepEqual(await authorsIn(repository.folder), both);
    assert.equal(
      (await listAuthors({ git, folder: repository.folder }, {}, signal)).value.length,
      2,
    );
  });

  it('honours the mailmap that a setting names over its own', async () => {
    commitTwice(repository);
    repository.write(
      '.mailmap',
      'A <own@example.com> <ada@example.com>\nG <g@example.com> <grace@example.com>\n',
    );
    writeFileSync(path.join(elsewhere, 'people'), 'A <named@example.com> <ada@example.com>\n');
    config('mailmap.file', path.join(elsewhere, 'people'));
    assert.deepEqual(await authorsIn(repository.folder), [
      ['g@example.com', 1],
      ['named@example.com', 2],
    ]);
  });

  const settings: [key: string, value: string][] = [
    ['log.showSignature', 'true'],
    ['log.follow', 'true'],
    ['log.date', 'nonsense'],
    ['blame.date', 'nonsense'],
    ['blame.coloring', 'nonsense'],
    ['blame.showRoot', 'true'],
    ['blame.markUnblamableLines', 'true'],
    ['color.ui', 'always'],
    ['core.abbrev', '4'],
    ['core.autocrlf', 'true'],
    ['core.quotePath', 'true'],
    ['core.safecrlf', 'true'],
    ['core.whitespace', 'nonsense'],
    ['diff.algorithm', 'patience'],
    ['diff.orderFile', '/nowhere'],
    ['diff.renames', 'copies'],
    ['format.pretty', 'raw'],
    ['i18n.logOutputEncoding', 'latin1'],
    ['log.decorate', 'full'],
    ['log.diffMerges', 'on'],
    ['log.excludeDecoration', 'x'],
    ['log.mailmap', 'false'],
    ['log.showRoot', 'false'],
    ['mailmap.blob', 'HEAD:nothing'],
    ['pager.blame', 'less'],
  ];
  describe('with settings that git would take to heart', () => {
    let common: TestRepository;
    before(() => commitTwice((common = createRepository())));
    after(() => common.remove());
    for (const [key, value] of settings) {
      it(`answers the same whatever ${key} says`, async () => {
        common.git(['config', key, value]);
        assert.deepEqual(await authorsIn(common.folder), both);
        const place = { git, folder: common.folder, path: common.folder };
        const { value: authors } = await listAuthors(place, {}, signal);
        assert.deepEqual(
          authors.map(({ name }) => name),
          ['Grace Hopper', 'Ada Lovelace'],
        );
        common.git(['config', '--unset', key]);
      });
    }
  });

  it('may have more filters than a program takes arguments', async () => {
    commitTwice(repository);
    const filters = Array.from(
      { length: 7_600 },
      (_, at) => `[filter "${'x'.repeat(200)}${at}"]\nclean = x\n`,
    );
    writeFileSync(path.join(repository.folder, '.git/config'), filters.join(''), { flag: 'a' });
    assert.deepEqual(await authorsIn(repository.folder), both);
  });

  it('is refused, and nothing of it told, when a call is larger than the system takes', async () => {
    const args = ['log', ...Array.from({ length: 40 }, () => 'x'.repeat(120_000))];
    const run = git({ folder: repository.folder, args, signal, onText: () => undefined });
    await assert.rejects(run, (error: unknown) => {
      assert.ok(error instanceof GitError);
      assert.deepEqual([error.fault, error.message], ['notStarted', 'notStarted']);
      return true;
    });
  });

  it('leaves nothing behind in the folder for temporary files', async () => {
    commitTwice(repository);
    // A folder of its own: other processes use the system's.
    const own = mkdtempSync(path.join(tmpdir(), 'temporary-'));
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = own;
    try {
      await authorsIn(repository.folder);
      await assert.rejects(authorsIn(repository.folder, text, 'nothing'));
      assert.deepEqual(readdirSync(own), []);
    } finally {
      restoreVariable('TMPDIR', TMPDIR);
      rmSync(own, { recursive: true });
    }
  });

  describe('with a file in another encoding than UTF-8', () => {
    const latin = Buffer.from('Grüße\nBär\n', 'latin1');
    const wide = Buffer.from('\uFEFFGrüße\r\nBär\r\n', 'utf16le');
    const bom = Buffer.from('\uFEFFGrüße\nBär\n');
    const crlf = Buffer.from('Grüße\r\nBär\r\n');
    const utf8 = Buffer.from('Grüße\nBär\n');
    const files: [what: string, committed: Buffer, spellings: Buffer[]][] = [
      ['windows-1252', latin, [latin, utf8]],
      ['UTF-16', wide, [wide, utf8]],
      ['UTF-8 with a mark', bom, [bom, utf8]],
      ['UTF-16 that git keeps as UTF-8', utf8, [wide, crlf]],
      ['Windows line ends that git does not keep', utf8, [crlf]],
      ['Windows line ends that git keeps', crlf, [crlf]],
    ];
    for (const [what, committed, spellings] of files) {
      it(`knows the authors of ${what}`, async () => {
        writeFileSync(path.join(repository.folder, 'a.txt'), committed);
        repository.commit({ ...ada, at: first }, {});
        const file = { git, folder: repository.folder, path: 'a.txt' };
        const { value } = await blameFile(file, spellings, signal);
        const [all] = countLines(value);
        assert.equal(all?.emailAddress, ada.emailAddress);
        assert.ok(all.amount >= 2);
      });
    }
  });

  it('counts lines of both sides while a merge is not yet committed', async () => {
    repository.commit({ ...ada, at: first }, { 'a.txt': text });
    repository.git(['checkout', '--quiet', '-b', 'feature']);
    repository.commit({ ...grace, at: second }, { 'a.txt': `${text}four\n` });
    repository.git(['checkout', '--quiet', 'main']);
    repository.git(['merge', '--quiet', '--no-ff', '--no-commit', 'feature']);
    assert.deepEqual(
      new Map(
        (await authorsIn(repository.folder, `${text}four\n`)).map(([who, count]) => [who, count]),
      ),
      new Map([
        ['ada@example.com', 3],
        ['grace@example.com', 1],
      ]),
    );
  });
});

function restoreVariable(name: string, value: string | undefined): void {
  if (value === undefined) {
    Reflect.deleteProperty(process.env, name);
  } else {
    process.env[name] = value;
  }
}
