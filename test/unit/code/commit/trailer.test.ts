import fc from 'fast-check';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { addToMessage, changeBetween } from '../../../../src/code/commit/addToMessage';
import { commentPrefix, unusedPrefix } from '../../../../src/code/commit/commentPrefix';
import { coAuthorLine } from '../../../../src/code/commit/trailer';
import type { AskGit, TrailerToAdd } from '../../../../src/git/questions';
import { createGit } from '../../../../src/node/git';
import { interpretTrailers, readCommentSetting } from '../../../../src/node/gitTrailers';
import { createRepository, gitPath } from '../../git/repository';

const line = 'Co-authored-by: Ada Lovelace <ada@example.com>';
const git = createGit(gitPath);
const byGit = answering(trailer => interpretTrailers(git, trailer, signal));
const withoutGit = answering(() => undefined);
const cut = '# ------------------------ >8 ------------------------';
const { signal } = new AbortController();

/** A git that is asked about nothing but trailers. */
function answering(add: (about: TrailerToAdd) => Promise<string> | undefined): AskGit {
  const ask = async (question: string, about: TrailerToAdd) => {
    assert.equal(question, 'withTrailer');
    const told = await add(about);
    return told === undefined ? { kind: 'untold', why: 'noGit' } : { kind: 'told', told };
  };
  return ask as AskGit; // of the questions it knows this one
}

const fromEditor: [what: string, before: string, after: string][] = [
  ['an empty message', '', `\n\n${line}`],
  ['a subject', 'Fix it', `Fix it\n\n${line}`],
  ['a subject like a trailer', 'fix: it', `fix: it\n\n${line}`],
  ['a subject of two lines', 'Fix it\nand that\n', `Fix it\nand that\n\n${line}\n`],
  ['a body', 'Fix it\n\nBecause.\n', `Fix it\n\nBecause.\n\n${line}\n`],
  [
    'another trailer',
    'Fix\n\nSigned-off-by: G <g@x.org>',
    `Fix\n\nSigned-off-by: G <g@x.org>\n${line}`,
  ],
  [
    'a trailer without a blank',
    'Fix\n\nSigned-off-by:<g@x.org>\n',
    `Fix\n\nSigned-off-by: <g@x.org>\n${line}\n`,
  ],
  [
    'a folded trailer',
    'Fix\n\nReviewed-by: G\n  of Navy\n',
    `Fix\n\nReviewed-by: G\n  of Navy\n${line}\n`,
  ],
  [
    'a picked commit',
    'Fix\n\nBody.\n(cherry picked from commit abc)\n',
    `Fix\n\nBody.\n(cherry picked from commit abc)\n${line}\n`,
  ],
  [
    'three lines and a picked commit',
    'Fix\n\nOne\ntwo\nthree\n(cherry picked from commit abc)\n',
    `Fix\n\nOne\ntwo\nthree\n(cherry picked from commit abc)\n${line}\n`,
  ],
  [
    'four lines and a picked commit',
    'Fix\n\nOne\ntwo\nthree\nfour\n(cherry picked from commit abc)\n',
    `Fix\n\nOne\ntwo\nthree\nfour\n(cherry picked from commit abc)\n\n${line}\n`,
  ],
  [
    'a body that ends like a trailer',
    'Fix\n\nSee:\nthat: and more\nof it\n',
    `Fix\n\nSee:\nthat: and more\nof it\n\n${line}\n`,
  ],
  [
    'git\u2019s comments',
    'Fix it\n\n# Please enter\n# more',
    `Fix it\n\n${line}\n\n# Please enter\n# more`,
  ],
  ['only git\u2019s comments', '\n# Please enter', `\n\n${line}\n# Please enter`],
  [
    'scissors',
    `Fix it\n\n${cut}\ndiff\n+Signed-off-by: x\n`,
    `Fix it\n\n${line}\n\n${cut}\ndiff\n+Signed-off-by: x\n`,
  ],
  ['nothing but scissors', `\n${cut}\ndiff\n`, `\n\n${line}\n${cut}\ndiff\n`],
  ['a template', '# Subject above\n\n# Please\n', `\n\n${line}\n# Subject above\n\n# Please\n`],
  [
    'a template that is filled in',
    '# Subject:\nfix: it\n# Why:\n\nBecause.\n\n# Please\n',
    `# Subject:\nfix: it\n# Why:\n\nBecause.\n\n${line}\n\n# Please\n`,
  ],
  [
    'a squash',
    '# This is a combination of 2 commits.\n# This is the 1st:\n\nfix: one\n\n# This is the 2nd:\n\nTwo.\n\n# Please\n',
    `# This is a combination of 2 commits.\n# This is the 1st:\n\nfix: one\n\n# This is the 2nd:\n\nTwo.\n\n${line}\n\n# Please\n`,
  ],
  [
    'a squash of one subject',
    '# A combination:\n\nfix: one\n\n# Please\n',
    `# A combination:\n\nfix: one\n\n${line}\n\n# Please\n`,
  ],
  [
    'conflicts of an old git',
    'Merge\n\nConflicts:\n	a.ts\n',
    `Merge\n\n${line}\n\nConflicts:\n	a.ts\n`,
  ],
  ['a ruler', 'Fix\n\n---\nBody\n', `Fix\n\n---\nBody\n\n${line}\n`],
  ['the same already', `Fix\n\n${line.toUpperCase()}`, `Fix\n\n${line.toUpperCase()}`],
];

describe('A co-author in a commit message', () => {
  for (const [what, before, after] of fromEditor) {
    it(`goes where it belongs after ${what}`, async () => {
      assert.equal(await addToMessage(before, line, { askGit: byGit, comment: '#' }), after);
    });
    it(`goes there without git too after ${what}`, async () => {
      const added = await addToMessage(before, line, { askGit: withoutGit, comment: '#' });
      assert.equal(
        added,
        after.replace(
          'Signed-off-by: <',
          before.includes('by:<') ? 'Signed-off-by:<' : 'Signed-off-by: <',
        ),
      );
    });
  }
  for (const [name, reached] of [
    ['with', byGit],
    ['without', withoutGit],
  ] as const) {
    it(`keeps lines that begin with # where there are no comments, ${name} git`, async () => {
      const options = { askGit: reached, comment: undefined };
      assert.equal(
        await addToMessage('#123 Fix login\n\n#124 too', line, options),
        `#123 Fix login\n\n#124 too\n\n${line}`,
      );
      assert.equal(
        await addToMessage('#123 Fix login', line, options),
        `#123 Fix login\n\n${line}`,
      );
    });
    it(`knows other comments than those with #, ${name} git`, async () => {
      const message = 'Fix\n\n# A heading\n\n; Please\n';
      assert.equal(
        await addToMessage(message, line, { askGit: reached, comment: ';' }),
        `Fix\n\n# A heading\n\n${line}\n\n; Please\n`,
      );
    });
  }
  it('goes where git puts it, also without git, in any message', async () => {
    const part = fc.constantFrom(
      'Subject',
      'fix: it',
      '',
      '',
      'Signed-off-by: G <g@x.org>',
      'Reviewed-by: A',
      '  folded',
      '	x',
      'Word',
      '# comment',
      'Conflicts:',
      '(cherry picked from commit 1)',
      line,
      'a b: c',
      'token :x',
      ': x',
      'https://x.org',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 9 }), async lines => {
        const message = ['Subject', ...lines, ''].join('\n');
        const expected = await addToMessage(message, line, { askGit: byGit, comment: '#' });
        const byUs = await addToMessage(message, line, { askGit: withoutGit, comment: '#' });
        // Git drops comments inside a block, and spells each trailer in one way.
        const plain = (text: string) =>
          text.replace(/^#.*\n/gm, '').replace(/ *:[ \t]*(\n[ \t]+)?/g, ':');
        assert.equal(plain(byUs), plain(expected), JSON.stringify(message));
      }),
      { numRuns: 150 },
    );
  });
  it('is one that git finds, in any message but an empty one', async () => {
    for (const [, before] of fromEditor.filter(([, text]) => text.trim() !== '')) {
      const added = await addToMessage(before, line, { askGit: withoutGit, comment: '#' });
      const args = ['-c', 'core.commentChar=#', 'interpret-trailers', '--no-divider', '--parse'];
      const kept =
        added
          .split(cut)[0]
          ?.replace(/^#.*\n?/gm, '')
          .trim() ?? '';
      const found = execFileSync(gitPath, args, {
        input: `x\n\n${kept}\n`,
        encoding: 'utf8',
      });
      assert.ok(
        found.toLowerCase().includes(line.toLowerCase()) || kept === line,
        JSON.stringify(before),
      );
    }
  });
  it('starts no program that a setting names for trailers', async () => {
    const repository = createRepository();
    const home = process.env['HOME'];
    try {
      const traces = path.join(repository.folder, 'traces');
      const program = repository.write('evil.sh', `#!/bin/sh\necho ran >> '${traces}'\n`);
      chmodSync(program, 493);
      for (const key of ['trailer.co.command', 'trailer.co.cmd']) {
        repository.git(['config', key, program]);
        repository.git(['config', '--global', key, program]);
      }
      ['--local', '--global'].forEach(scope =>
        repository.git(['config', scope, 'trailer.co.key', 'Co-authored-by']),
      );
      process.env['HOME'] = repository.folder;
      const added = await addToMessage('Fix', line, { askGit: byGit, comment: '#' });
      assert.equal(added, `Fix\n\n${line}`);
      assert.equal(
        await readCommentSetting(git, path.join(repository.folder, '.git'), signal),
        '#',
      );
      assert.equal(existsSync(traces), false);
      repository.git(['interpret-trailers', '--trailer', line], 'Fix\n');
      assert.equal(existsSync(traces), true);
    } finally {
      process.env['HOME'] = home;
      repository.remove();
    }
  });
  it('is one line that names one person, whatever the name', () => {
    const name = 'Ada <evil@example.org>\n\nSigned-off-by: \u202Eevil\0 #1';
    assert.equal(
      coAuthorLine(name, 'ada@example.com'),
      'Co-authored-by: Ada evil@example.org Signed-off-by: evil 1 <ada@example.com>',
    );
  });
});

describe('What begins comments in a commit message', () => {
  const cases: [what: string, text: string, configured: string | undefined, expected: string][] = [
    ['a setting', 'x\n# y', ';', ';'],
    ['no setting', 'x\n; y', '#', '#'],
    ['auto', '#1 Fix\n\n; Please enter', 'auto', ';'],
    ['auto without comments', '#1 Fix', 'auto', '#'],
    ['nobody to ask', 'Fix\n\n; Please', undefined, ';'],
    ['scissors', `Fix\n${cut.replace('#', '%')}\ndiff\n; x`, undefined, '%'],
    ['a message alone', 'Fix\n\nSee @ada', undefined, '#'],
    ['a mention at the end', 'Fix\n\n@ada', undefined, '#'],
  ];
  for (const [what, text, configured, expected] of cases) {
    it(`is ${expected} with ${what}`, () => {
      assert.equal(commentPrefix(text, configured), expected);
    });
  }
  it('is read where git keeps the message, also in a worktree', async () => {
    const repository = createRepository();
    try {
      const read = (folder: string) =>
        readCommentSetting(git, path.join(repository.folder, folder), signal);
      assert.equal(await read('.git'), '#');
      repository.git(['config', 'core.commentChar', ';']);
      repository.commit(
        { name: 'A', emailAddress: 'a@x.org', at: '2025-01-01T00:00:00Z' },
        { a: '1' },
      );
      repository.git(['worktree', 'add', '--quiet', 'tree']);
      assert.deepEqual([await read('.git'), await read('.git/worktrees/tree')], [';', ';']);
    } finally {
      repository.remove();
    }
  });
  it('is nothing that stands there where there are none', () => {
    assert.equal(unusedPrefix('# x\n;y\n'), '@');
    const all = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('\n');
    assert.equal(unusedPrefix(all), undefined);
  });
});

describe('The change of a text', () => {
  it('is the shortest that leads to the other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const { start, end, text } = changeBetween(before, after);
        assert.equal(before.slice(0, start) + text + before.slice(end), after);
      }),
    );
    assert.deepEqual(changeBetween('a', 'a'), { start: 1, end: 1, text: '' });
    assert.deepEqual(changeBetween('a\n\nb', 'a\n\nx\nb'), { start: 3, end: 3, text: 'x\n' });
  });
});
