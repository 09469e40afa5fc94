import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { otherAuthors } from '../../../../src/code/history/otherAuthors';
import { findConflicts } from '../../../../src/code/history/parseConflicts';
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
    const file = { git, folder: repository.folder, path: full, pathInside: 'src/a b.ts', lines };
    const found = await otherAuthors(file, conflicts, new AbortController().signal);
    return found.map(author => author?.emailAddress);
  }

  it('is told in a merge, and for a deletion who changed the file last there', async () => {
    assert.throws(() => repository.git(['merge', 'feature']));
    assert.deepEqual(await authors(), ['grace@example.com', 'alan@example.com']);
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
    assert.deepEqual(await authors(() => conflict), [undefined]);
  });
});
