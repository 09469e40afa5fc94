import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { otherAuthors } from '../../../../src/git/conflicts/otherAuthors';
import { findConflicts } from '../../../../src/git/conflicts/parseConflicts';
import { createGit } from '../../../../src/node/git';
import { ada, alan, createRepository, gitPath, grace, type TestRepository } from '../repository';

const base = 'one\ntwo\n3\n3\n3\n3\n3\n3\nsix\nseven\n';

describe('Who wrote the other side of a conflict', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = createRepository();
    repository.commit({ ...ada, at: '2025-01-01T00:00:00Z' }, { 'src/a b.ts': base });
    repository.git(['checkout', '--quiet', '-b', 'feature']);
    repository.commit(
      { ...grace, at: '2025-01-02T00:00:00Z' },
      { 'src/a b.ts': base.replace('two', '2 by Grace') },
    );
    repository.commit(
      { ...alan, at: '2025-01-03T00:00:00Z' },
      { 'src/a b.ts': base.replace('two', '2 by Grace').replace('six\n', '') },
    );
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit(
      { ...ada, at: '2025-01-04T00:00:00Z' },
      { 'src/a b.ts': base.replace('two', '2 by Ada').replace('six', '6 by Ada') },
    );
  });
  afterEach(() => repository.remove());

  async function authors(change = (text: string) => text) {
    const full = path.join(repository.folder, 'src/a b.ts');
    const lines = change(readFileSync(full, 'utf8')).split('\n');
    const conflicts = findConflicts(lines);
    const git = createGit(gitPath);
    const file = { git, folder: repository.folder, path: full, lines };
    const found = await otherAuthors(file, conflicts, new AbortController().signal);
    return found.map(author => author?.emailAddress);
  }

  it('is told in a merge, and for a deletion who changed the file last there', async () => {
    assert.throws(() => repository.git(['merge', 'feature']));
    assert.deepEqual(await authors(), ['grace@example.com', 'alan@example.com']);
  });

  it('is who wrote most of it, and of two with as many lines the later one', async () => {
    repository.git(['checkout', '--quiet', 'feature']);
    const two = (text: string) => base.replace('two', text).replace('six\n', '');
    const texts = ['2 by Grace\nalan 1\nalan 2', '2 by Grace\nalan 1\ngrace\ngrace\nalan 2'];
    const [byAlan = '', byBoth = ''] = texts.map(two);
    repository.commit({ ...alan, at: '2025-01-05T00:00:00Z' }, { 'src/a b.ts': byAlan });
    repository.git(['checkout', '--quiet', 'main']);
    fails('merge', 'feature');
    assert.equal(await firstOf(), 'alan@example.com');
    repository.git(['merge', '--abort']);
    repository.git(['checkout', '--quiet', 'feature']);
    repository.commit({ ...grace, at: '2025-01-06T00:00:00Z' }, { 'src/a b.ts': byBoth });
    repository.git(['checkout', '--quiet', 'main']);
    fails('merge', 'feature');
    assert.equal(await firstOf(), 'grace@example.com');
  });

  it('is who changed it, not who wrote what stands around it', async () => {
    assert.throws(() => repository.git(['merge', 'feature']));
    const joined = (text: string) => {
      const [before = '', , , after = ''] = text.split(/^<{7}.*\n|^>{7}.*\n/m);
      return `${before}<<<<<<< HEAD\n2 by Ada\n=======\none\n2 by Grace\n3\n3\n>>>>>>> x\n${after}`.replace(
        'one\n<',
        '<',
      );
    };
    assert.deepEqual(await authors(joined), ['grace@example.com']);
  });

  it('is told in a rebase, where the others’ work stands first', async () => {
    repository.git(['checkout', '--quiet', 'feature']);
    assert.throws(() => repository.git(['rebase', 'main']));
    assert.deepEqual(await authors(), ['ada@example.com']);
  });

  it('is told when a commit is picked', async () => {
    assert.throws(() => repository.git(['cherry-pick', 'feature~1']));
    assert.deepEqual(await authors(), ['grace@example.com']);
  });

  it('is told when somebody already edited it', async () => {
    assert.throws(() => repository.git(['merge', 'feature']));
    const edited = (text: string) => text.replace('2 by Grace', 'two, edited');
    assert.deepEqual(await authors(edited), ['alan@example.com', 'alan@example.com']);
  });

  it('is not told when nothing is being merged', async () => {
    const conflict = '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> evil --output=pwned\n';
    assert.deepEqual(await authors(() => conflict), []);
  });

  const firstOf = async (change?: (text: string) => string) => (await authors(change))[0];
  const fails = (...args: string[]) => assert.throws(() => repository.git(args));
  const rebase = (...how: string[]) => {
    repository.git(['checkout', '--quiet', 'feature']);
    fails('rebase', ...how, 'main');
  };

  for (const how of ['--merge', '--apply']) {
    it(`is told in a rebase with ${how}`, async () => {
      rebase(how);
      assert.equal(await firstOf(), 'ada@example.com');
    });

    it(`is told when a commit is picked after a rebase with ${how} was given up`, async () => {
      rebase(how);
      repository.git(['rebase', '--quit']);
      repository.git(['reset', '--quiet', '--hard']);
      repository.git(['checkout', '--quiet', 'main']);
      repository.git(['update-ref', 'REBASE_HEAD', 'feature']);
      fails('cherry-pick', 'feature~1');
      assert.equal(await firstOf(), 'grace@example.com');
    });
  }

  it('is told in a merge after a rebase that ended well', async () => {
    repository.git(['update-ref', 'REBASE_HEAD', 'main']);
    fails('merge', 'feature');
    assert.equal(await firstOf(), 'grace@example.com');
  });

  it('is not told of a name that a rebase left behind', async () => {
    repository.git(['update-ref', 'REBASE_HEAD', 'feature']);
    assert.equal(await firstOf(() => '<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n'), undefined);
  });

  it('is told when a merge is squashed', async () => {
    fails('merge', '--squash', 'feature');
    assert.deepEqual(await authors(), ['grace@example.com', 'alan@example.com']);
  });

  it('is who changed it since, when a commit is reverted', async () => {
    repository.git(['checkout', '--quiet', 'feature']);
    const line = (text: string) => base.replace('two', text);
    repository.commit({ ...alan, at: '2025-01-05T00:00:00Z' }, { 'src/a b.ts': line('2 by Alan') });
    fails('revert', '--no-edit', 'HEAD~2');
    assert.equal(await firstOf(), 'alan@example.com');
  });

  it('is who changed it since, when a stash is applied', async () => {
    repository.git(['checkout', '--quiet', 'feature~1']);
    repository.write('src/a b.ts', base.replace('two', 'stashed'));
    repository.git(['stash']);
    repository.git(['checkout', '--quiet', 'main']);
    const line = base.replace('two', '2 by Alan');
    repository.commit({ ...alan, at: '2025-01-05T00:00:00Z' }, { 'src/a b.ts': line });
    fails('stash', 'pop');
    assert.equal(await firstOf(), 'alan@example.com');
  });

  it('is not told when a mail is applied', async () => {
    const mail = repository.git(['format-patch', '--stdout', '-1', 'feature~1']);
    assert.throws(() => repository.git(['am', '--3way'], mail));
    assert.equal(await firstOf(), undefined);
  });

  describe('of a file that was renamed', () => {
    const authorsAt = async (name: string) => {
      const full = path.join(repository.folder, name);
      const lines = readFileSync(full, 'utf8').split('\n');
      const file = { git: createGit(gitPath), folder: repository.folder, path: full, lines };
      const found = await otherAuthors(file, findConflicts(lines), new AbortController().signal);
      return found.map(author => author?.emailAddress);
    };
    const rename = () => {
      repository.git(['mv', 'src/a b.ts', 'moved.ts']);
      repository.commit({ ...ada, at: '2025-01-05T00:00:00Z' }, {});
    };

    it('by the person who merges, is told', async () => {
      rename();
      fails('merge', 'feature');
      assert.deepEqual(await authorsAt('moved.ts'), ['grace@example.com', 'alan@example.com']);
    });

    it('by the other side, is told', async () => {
      rename();
      repository.git(['checkout', '--quiet', 'feature']);
      fails('merge', 'main');
      assert.deepEqual(await authorsAt('moved.ts'), ['ada@example.com', 'ada@example.com']);
    });

    it('by the person who rebases, is told', async () => {
      repository.git(['checkout', '--quiet', '-b', 'mine', 'feature~1']);
      repository.git(['mv', 'src/a b.ts', 'moved.ts']);
      repository.git(['commit', '--quiet', '--amend', '-m', 'x']);
      fails('rebase', 'main');
      assert.deepEqual(await authorsAt('moved.ts'), ['ada@example.com']);
    });
  });

  for (const style of ['merge', 'diff3', 'zdiff3']) {
    it(`is told where the person's own side has a line of seven = in the style ${style}`, async () => {
      repository.git(['config', 'merge.conflictStyle', style]);
      const heading = base.replace('two', 'Title\n=======\nby Ada').replace('six', '6 by Ada');
      repository.commit({ ...ada, at: '2025-01-05T00:00:00Z' }, { 'src/a b.ts': heading });
      fails('merge', 'feature');
      assert.deepEqual(await authors(), ['grace@example.com', 'alan@example.com']);
      repository.git(['merge', '--abort']);
      repository.git(['checkout', '--quiet', 'feature']);
      fails('merge', 'main');
      assert.deepEqual(await authors(), ['ada@example.com', 'ada@example.com']);
    });

    it(`is told with markers of another size in the style ${style}`, async () => {
      repository.git(['config', 'merge.conflictStyle', style]);
      repository.write('.gitattributes', '*.ts conflict-marker-size=12\n');
      fails('merge', 'feature');
      assert.deepEqual(await authors(), ['grace@example.com', 'alan@example.com']);
    });
  }
});
