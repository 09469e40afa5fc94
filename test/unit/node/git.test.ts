import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { countLines } from '../../../src/git/blame';
import { listAuthors } from '../../../src/git/listAuthors';
import { blameCommitted, blameFile, readCommitted } from '../../../src/git/queries';
import { createGit, type Git, GitError } from '../../../src/node/git';
import { withIsolated } from '../../../src/node/gitRepository';
import { blobInConflict, resolveRef } from '../../../src/node/gitState';
import { ada, createRepository, gitPath, grace, type TestRepository } from '../git/repository';

const git = createGit(gitPath);
const { signal } = new AbortController();
const bytes = (text: string) => new TextEncoder().encode(text);

/** Makes the last commit look signed, for `gpg.program` to be wanted. */
function sign(repository: TestRepository): void {
  const [head = '', ...message] = repository.git(['cat-file', 'commit', 'HEAD']).split('\n\n');
  const signature = '-----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----';
  const signed = `${head}\ngpgsig ${signature}\n\n${message.join('\n\n')}`;
  const hash = repository.git(['hash-object', '-t', 'commit', '-w', '--stdin'], signed).trim();
  repository.git(['update-ref', 'HEAD', hash]);
}

/** Every way a repository's own files can name a program for the commands that we use. */
function arm(repository: TestRepository, program: string): void {
  const settings = {
    'core.fsmonitor': program,
    'core.hooksPath': path.dirname(program),
    'core.pager': program,
    'core.sshCommand': program,
    'core.askPass': program,
    'core.editor': program,
    'credential.helper': program,
    'diff.external': program,
    'diff.evil.textconv': program,
    'diff.evil.command': program,
    'filter.evil.clean': program,
    'filter.evil.smudge': program,
    'filter.evil.required': 'true',
    'filter.a=b.c.process': program,
    'filter.a=b.c.required': 'true',
    'gpg.program': program,
    'log.showSignature': 'true',
    'pager.log': program,
    'pager.blame': program,
    'protocol.ext.allow': 'always',
    'remote.origin.url': `ext::${program}`,
    'remote.origin.promisor': 'true',
    'extensions.partialClone': 'origin',
    'alias.blame': `!${program}`,
    'alias.log': `!${program}`,
  };
  Object.entries(settings).forEach(([key, value]) => repository.git(['config', key, value]));
  repository.write('.gitattributes', '*.txt filter=evil diff=evil\n*.md filter=a=b.c\n');
}

describe('Git on a repository', () => {
  let repository: TestRepository;
  const file = (name: string) => ({
    git,
    folder: repository.folder,
    path: path.join(repository.folder, name),
  });
  beforeEach(() => {
    repository = createRepository();
    repository.commit(
      { ...ada, at: '2025-01-01T00:00:00Z' },
      { 'a.txt': 'one\ntwo\n', 'a.md': 'x\n' },
    );
    repository.commit({ ...grace, at: '2025-02-01T00:00:00Z' }, { 'a.txt': 'one\ntwo\nthree\n' });
  });
  afterEach(() => repository.remove());

  const authorsOf = async (name: string, contents: string) =>
    countLines((await blameFile(file(name), [bytes(contents)], signal)).value).map(
      ({ emailAddress, amount }) => [emailAddress, amount],
    );

  const place = () => ({ git, folder: repository.folder });
  const read = (name: string) =>
    withIsolated(place(), signal, isolated =>
      readCommitted(isolated, `HEAD:${name}`, signal, 'utf-8'),
    );
  const blameLine = (name: string, line: number) => {
    const [of = '', without = ''] = repository.git(['rev-list', 'HEAD']).split('\n');
    const lines = [{ first: line, last: line }];
    return withIsolated(place(), signal, isolated =>
      blameCommitted(isolated, name, { range: { without, of }, lines }, signal),
    );
  };

  it('tells who wrote the lines of an editor’s text, saved or not', async () => {
    assert.deepEqual(await authorsOf('a.txt', 'new\none\ntwo\nthree\n'), [
      ['grace@example.com', 1],
      ['ada@example.com', 2],
    ]);
  });

  it('tells who wrote lines as another commit has them', async () => {
    const blamed = await blameLine('a.txt', 3);
    assert.deepEqual(
      blamed.map(({ author }) => author.name),
      ['Grace Hopper'],
    );
    assert.equal(await read('a.txt'), 'one\ntwo\nthree\n');
  });

  it('tells the authors of a folder since a number of days', async () => {
    const place = { git, folder: repository.folder, path: repository.folder };
    const { value, isWhole } = await listAuthors(place, {}, signal);
    assert.deepEqual(
      [value.map(({ name }) => name), isWhole],
      [['Grace Hopper', 'Ada Lovelace'], true],
    );
    assert.deepEqual((await listAuthors(place, { sinceDays: 1 }, signal)).value, []);
  });

  it('honours .mailmap', async () => {
    repository.write('.mailmap', 'Countess <countess@example.com> <ada@example.com>\n');
    assert.deepEqual(await authorsOf('a.txt', 'one\n'), [['countess@example.com', 1]]);
  });

  it('knows whether a merge is going on', async () => {
    const head = repository.git(['rev-parse', 'HEAD']).trim();
    assert.equal(await resolveRef(place(), 'HEAD', signal), head);
    assert.equal(await resolveRef(place(), 'MERGE_HEAD', signal), undefined);
  });

  it('starts no program that the repository names', async () => {
    const traces = path.join(repository.folder, 'traces');
    const program = repository.write('evil/evil.sh', `#!/bin/sh\necho ran >> '${traces}'\ncat\n`);
    chmodSync(program, 0o755);
    for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
      chmodSync(repository.write(`evil/${hook}`, `#!/bin/sh\necho ran >> '${traces}'\n`), 0o755);
    }
    sign(repository);
    arm(repository, program);
    await authorsOf('a.txt', 'one\n');
    await authorsOf('a.md', 'x\n');
    await blameLine('a.txt', 1);
    await read('a.txt');
    await listAuthors({ git, folder: repository.folder, path: repository.folder }, {}, signal);
    await resolveRef(place(), 'MERGE_HEAD', signal);
    await blobInConflict(place(), 'a.txt', 3, signal);
    assert.equal(existsSync(traces), false);
    // The trap is a real one: git left to itself runs into it.
    repository.git(['blame', '--contents', '-', '--', 'a.txt'], 'one\n');
    assert.equal(existsSync(traces), true);
  });

  it('fetches nothing of what a partial clone lacks', async () => {
    const traces = path.join(repository.folder, 'traces');
    const program = repository.write('evil.sh', `#!/bin/sh\necho ran >> '${traces}'\n`);
    chmodSync(program, 0o755);
    arm(repository, program);
    const old = repository.git(['rev-parse', 'HEAD~1:a.txt']).trim();
    rmSync(path.join(repository.folder, '.git/objects', old.slice(0, 2), old.slice(2)));
    await assert.rejects(authorsOf('a.txt', 'one\n'), { fault: 'failed' });
    assert.equal(existsSync(traces), false);
    assert.throws(() => repository.git(['cat-file', 'blob', old]));
    assert.equal(existsSync(traces), true);
  });

  it('writes nothing', async () => {
    const list = () => readdirSync(repository.folder, { recursive: true }).sort();
    const before = list();
    await authorsOf('a.txt', 'one\n');
    await listAuthors({ git, folder: repository.folder }, {}, signal);
    assert.deepEqual(list(), before);
  });

  const names = [
    '--output=pwned',
    '-L1,1',
    ':(exclude)a.txt',
    '$(touch pwned)',
    '; touch pwned',
    '"\'`&|',
    'é 文',
    '*',
  ];
  for (const name of names) {
    it(`takes a file called ${name} for a file`, async () => {
      repository.commit({ ...ada, at: '2025-03-01T00:00:00Z' }, { [name]: 'odd\n' });
      assert.deepEqual(await authorsOf(name, 'odd\n'), [['ada@example.com', 1]]);
      assert.equal(await read(name), 'odd\n');
      assert.equal(existsSync(path.join(repository.folder, 'pwned')), false);
    });
  }

  it('takes a folder called * or :(top) for a folder, also one that is gone', async () => {
    const at = '2025-03-01T00:00:00Z';
    repository.commit({ ...ada, at }, { 'x/*/a': '1', 'x/y/a': '1', ':(top)/a': '1' });
    repository.commit({ ...grace, at }, { 'x/y/a': '2', 'a.txt': '3' });
    const authors = async (folder: string) => {
      const place = { git, folder: repository.folder, path: path.join(repository.folder, folder) };
      return (await listAuthors(place, {}, signal)).value.map(({ name }) => name);
    };
    assert.deepEqual(await authors('x/*'), ['Ada Lovelace']);
    assert.deepEqual(await authors(':(top)'), ['Ada Lovelace']);
    rmSync(path.join(repository.folder, 'x'), { recursive: true });
    assert.deepEqual(await authors('x/*'), ['Ada Lovelace']);
  });

  it('takes nothing of the environment that would lead it elsewhere', async () => {
    process.env['GIT_DIR'] = '/nowhere';
    process.env['GIT_EXTERNAL_DIFF'] = '/nowhere';
    try {
      assert.equal((await authorsOf('a.txt', 'one\n')).length, 1);
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_EXTERNAL_DIFF'];
    }
  });

  it('fails for a file that it does not know, and says nothing of what git said', async () => {
    repository.write('secret name.txt', 'x');
    await assert.rejects(authorsOf('secret name.txt', 'x'), (error: unknown) => {
      assert.ok(error instanceof GitError);
      assert.equal(error.fault, 'failed');
      assert.doesNotMatch(`${error.message} ${error.stack ?? ''}`, /secret/);
      return true;
    });
  });

  it('fails when there is no such program', async () => {
    const nowhere = createGit(path.join(repository.folder, 'no-git'));
    const run = { folder: repository.folder, args: ['log'], signal, onText: () => undefined };
    await assert.rejects(nowhere(run), { fault: 'notStarted' });
  });

  describe('that takes too long', () => {
    const slow = (script: string) => {
      const program = path.join(repository.folder, 'slow.sh');
      writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return createGit(program);
    };
    const run = { args: [], signal, onText: () => undefined };

    it('is ended at its deadline', async () => {
      const running = slow('exec sleep 60')({ ...run, folder: repository.folder, deadlineMs: 50 });
      await assert.rejects(running, { fault: 'timeout' });
    });

    it('is ended when nobody wants the answer any more', async () => {
      const controller = new AbortController();
      const git = slow('echo x; exec sleep 60');
      const onText = () => controller.abort();
      const running = git({ ...run, folder: repository.folder, signal: controller.signal, onText });
      await assert.rejects(running, { name: 'AbortError' });
    });

    it('is ended when it says too much', async () => {
      let taken = 0;
      const onText = (text: string) => (taken += text.length);
      const running = slow('exec yes')({
        ...run,
        folder: repository.folder,
        mostBytes: 100_000,
        onText,
      });
      await assert.rejects(running, { fault: 'tooMuch' });
      assert.ok(taken <= 100_000);
    });

    it('gives those authors that it told until then', async () => {
      const late: Git = async run => {
        await git(run);
        if (run.args[0] === 'log') {
          throw new GitError('timeout');
        }
      };
      const { value, isWhole } = await listAuthors({ ...place(), git: late }, {}, signal);
      assert.deepEqual([value.length, isWhole], [2, false]);
    });
  });
});
