import fc from 'fast-check';
import assert from 'node:assert/strict';
import { ownersOf, parseCodeOwners } from '../../../../src/code/owners/codeOwners';
import { nameOfOwner } from '../../../../src/code/owners/owner';
import { createRepository } from '../../git/repository';

/** A file such as a company keeps on GitHub, comments and mistakes included. */
const github = `# Owners of the weather service
*                   @weather/everybody ops@example.com

# The last match wins.
*.ts                ada@example.com   # inline comments, too
/docs/              @grace docs@example.com
/docs/internal/     
apps/web            web@example.com
api/*               alan@example.com
**/generated        build@example.com
/My\\ Plans/         plans@example.com
\\#notes.md          notes@example.com
!*.md               nobody@example.com
/src/x/             not-an-owner
/                   root@example.com
/config/*.json      not-an-owner ada@example.com
/src/**/test/       qa@example.com
`;

/** The same for GitLab: sections, defaults, approvals, exclusions, roles. */
const gitlab = `* @lead

[Database][2] dba@example.com @db-team/core
/db/
db/*.sql migrations@example.com
!/db/seeds/

^[Docs] docs@example.com
*.md
/README.md ada@example.com

[DATABASE]
/db/schema.rb schema@example.com
/db/seeds/kept.sql kept@example.com
[Security
/x evil@example.com
[Roles]
*.tf @@maintainer
`;

function owners(text: string, file: string, path: string): string[] {
  return ownersOf(parseCodeOwners(text, file), path).owners.map(nameOfOwner);
}

describe('CODEOWNERS of GitHub', () => {
  const cases: [path: string, owners: string[]][] = [
    ['LICENSE', ['@weather/everybody', 'ops@example.com']],
    ['deep/down/LICENSE', ['@weather/everybody', 'ops@example.com']],
    ['src/a.ts', ['ada@example.com']],
    ['docs/a/b.txt', ['@grace', 'docs@example.com']],
    ['docs/internal/a.txt', []],
    ['apps/web/src/a.css', ['web@example.com']],
    ['x/apps/web/src/a.css', ['@weather/everybody', 'ops@example.com']],
    ['apps/website/a.css', ['@weather/everybody', 'ops@example.com']],
    ['api/a.json', ['alan@example.com']],
    ['api/v1/a.json', ['@weather/everybody', 'ops@example.com']],
    ['a/b/generated/c.txt', ['build@example.com']],
    ['generated', ['build@example.com']],
    ['My Plans/a.txt', ['plans@example.com']],
    ['#notes.md', ['@weather/everybody', 'ops@example.com']],
    ['src/x/only.go', ['@weather/everybody', 'ops@example.com']],
    ['a.md', ['@weather/everybody', 'ops@example.com']],
    ['config/a.json', ['ada@example.com']],
    ['src/test/a.py', ['qa@example.com']],
    ['src/a/b/test/a.py', ['qa@example.com']],
    ['src/a/tests/a.py', ['@weather/everybody', 'ops@example.com']],
  ];
  for (const [path, expected] of cases) {
    it(`gives ${path} to ${expected.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(owners(github, '.github/CODEOWNERS', path), expected);
    });
  }

  it('tells the line of each rule, for a lens over it', () => {
    const rules = parseCodeOwners(github, 'CODEOWNERS');
    assert.deepEqual(
      rules.slice(0, 3).map(({ line, pattern }) => [line, pattern.text]),
      [
        [1, '*'],
        [4, '*.ts'],
        [5, '/docs/'],
      ],
    );
  });

  it('knows people, whom Circuit can tell, from teams, whom it cannot', () => {
    const [rule] = parseCodeOwners(
      '* a@b.cc @ada @org/team @org/sub/team @@owner',
      '.gitlab/CODEOWNERS',
    );
    assert.deepEqual(
      rule?.owners.map(({ kind }) => kind),
      ['email', 'handle', 'team', 'team', 'team'],
    );
  });
});

describe('CODEOWNERS of GitLab', () => {
  const cases: [path: string, owners: string[]][] = [
    ['a.txt', ['@lead']],
    ['db/a.rb', ['@lead', 'dba@example.com', '@db-team/core']],
    ['db/a.sql', ['@lead', 'migrations@example.com']],
    ['deep/db/a.sql', ['@lead', 'migrations@example.com']],
    ['db/seeds/a.sql', ['@lead']],
    ['db/seeds/kept.sql', ['@lead']],
    ['db/schema.rb', ['@lead', 'schema@example.com']],
    ['deep/a.md', ['@lead', 'docs@example.com']],
    ['README.md', ['@lead', 'ada@example.com']],
    ['deep/README.md', ['@lead', 'docs@example.com']],
    ['x', ['@lead', 'evil@example.com']],
    ['a/b.tf', ['@lead', '@@maintainer']],
  ];
  for (const [path, expected] of cases) {
    it(`gives ${path} to ${expected.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(owners(gitlab, '.gitlab/CODEOWNERS', path), expected);
      assert.deepEqual(owners(gitlab, 'CODEOWNERS', path), expected);
    });
  }

  it('reads what stands in the header of a section', () => {
    const sections = parseCodeOwners(gitlab, 'CODEOWNERS').map(({ section }) => section);
    const docs = sections.find(({ name }) => name === 'Docs');
    const database = sections.find(({ name }) => name === 'Database');
    assert.deepEqual([docs?.isOptional, docs?.approvals], [true, 1]);
    assert.deepEqual([database?.isOptional, database?.approvals], [false, 2]);
  });

  it('takes a folder without a slash at its end for a file', () => {
    assert.deepEqual(owners('[A]\n/docs a@b.cc', 'CODEOWNERS', 'docs/a'), []);
    assert.deepEqual(owners('[A]\n/docs a@b.cc', 'CODEOWNERS', 'docs'), ['a@b.cc']);
  });
});

/** Where a row says which of two rules owns a path; the first one owns everything. */
describe('A pattern of CODEOWNERS', () => {
  const rows: [dialect: 'github' | 'gitlab', rule: string, path: string, isOwned: boolean][] = [
    // GitHub: as .gitignore, without ranges, without \# and without what is below `*`.
    ['github', '/', 'a', false],
    ['github', '//a', 'a', false],
    ['github', 'a//b', 'a/b', false],
    ['github', '/**', 'a/b', true],
    ['github', '**', 'a/b', true],
    ['github', '**/', 'a', false],
    ['github', '**/', 'a/b', true],
    ['github', '*', 'a/b', true],
    ['github', '/*', 'a', true],
    ['github', '/*', 'a/b', false],
    ['github', 'docs/**', 'docs/a/b', true],
    ['github', 'docs/**', 'docs', false],
    ['github', 'docs/*', 'docs/a', true],
    ['github', 'docs/*', 'docs/a/b', false],
    ['github', 'a/**/b', 'a/b', true],
    ['github', 'a/**/b', 'a/x/y/b', true],
    ['github', 'a**b', 'axb', true],
    ['github', 'a**b', 'a/b', false],
    ['github', '*/b', 'a/b/c', true],
    ['github', '**/*/**/*', 'a/b', true],
    ['github', '**/*/**/*', 'a', false],
    ['github', '[ab].ts', 'a.ts', false],
    ['github', '[ab].ts', '[ab].ts', true],
    ['github', '?.ts', '😀.ts', true],
    ['github', '\\#a', '#a', false],
    ['github', 'a\\ b', 'a b', true],
    ['github', '!a', 'a', false],
    ['github', '.github/', '.github/x', true],
    ['github', 'a/b/', 'x/a/b/c', false],
    ['github', 'b/', 'x/a/b/c', true],
    ['github', `${'*/'.repeat(60)}x`, `${'a/'.repeat(60)}x`, true],
    // GitLab: Ruby's fnmatch with FNM_PATHNAME and FNM_DOTMATCH.
    ['gitlab', '/', 'a/b', true],
    ['gitlab', '*', '.a/b', true],
    ['gitlab', '/*', 'a', true],
    ['gitlab', '/*', 'a/b', false],
    ['gitlab', '/docs/', 'docs/a/b', true],
    ['gitlab', '/docs', 'docs/a', false],
    ['gitlab', '/docs/*', 'docs/a/b', false],
    ['gitlab', '/docs/**', 'docs/a', true],
    ['gitlab', '/docs/**', 'docs/a/b', false],
    ['gitlab', '/docs/**/', 'docs/a', true],
    ['gitlab', '/docs/**/', 'docs/a/b/c', true],
    ['gitlab', '/docs/**/*.md', 'docs/a/b.md', true],
    ['gitlab', '/docs/**/*.md', 'docs/b.md', true],
    ['gitlab', 'docs/*.md', 'x/docs/b.md', true],
    ['gitlab', '**/', 'a', true],
    ['gitlab', '[ab].ts', 'b.ts', true],
    ['gitlab', '[ab].ts', 'c.ts', false],
    ['gitlab', '[a-c]x', 'bx', true],
    ['gitlab', '[!a-c]x', 'bx', false],
    ['gitlab', '[^a-c]x', 'dx', true],
    ['gitlab', '[a', '[a', false],
    ['gitlab', '[]a]', 'a', false],
    ['gitlab', 'x[a-]', 'x-', true],
    ['gitlab', '[\\]]', ']', true],
    ['gitlab', '\\[a]', '[a]', true],
    ['gitlab', '*[0-9].ts', 'dir/a7.ts', true],
    ['gitlab', '?.ts', '😀.ts', true],
    ['gitlab', '[😀-😂].ts', '😁.ts', true],
    ['gitlab', '??.ts', '😀.ts', false],
    ['gitlab', '\\#a', '#a', true],
    ['gitlab', 'a\\ b', 'a b', true],
    ['gitlab', '{a,b}', 'a', false],
  ];
  for (const [dialect, rule, path, isOwned] of rows) {
    it(
      `${rule} ${isOwned ? 'matches' : 'does not match'} ${path} with ${dialect}`.slice(0, 90),
      () => {
        const file = dialect === 'github' ? '.github/CODEOWNERS' : '.gitlab/CODEOWNERS';
        assert.deepEqual(owners(`${rule} a@b.cc`, file, path), isOwned ? ['a@b.cc'] : []);
      },
    );
  }

  it('of GitHub reads as git does, but for what is below a `*` at the end', () => {
    const repository = createRepository();
    try {
      const parts = ['a', 'b', '*', '**', 'a*', '?', '*b', 'ab'];
      const names = ['a', 'b', 'ab', 'a/b', 'b/a', 'a/ab', 'a/b/a', 'b/a/ab', 'ab/b/b', 'a/b/a/b'];
      let state = 7;
      const next = (count: number) => (state = (state * 48_271) % 2_147_483_647) % count;
      const rules = Array.from({ length: 150 }, () => {
        const segments = Array.from({ length: 1 + next(4) }, () => parts[next(parts.length)] ?? '');
        const rule = `${next(3) === 0 ? '/' : ''}${segments.join('/')}${next(4) === 0 ? '/' : ''}`;
        return { rule, differs: segments.at(-1) === '*' };
      }).filter(({ differs }) => !differs);
      // Each rule in a folder of its own, so that git is started only once.
      rules.forEach(({ rule }, index) => repository.write(`${index}/.gitignore`, `${rule}\n`));
      const paths = rules.flatMap((_rule, index) => names.map(name => `${index}/${name}`));
      const ignored = new Set(
        repository.git(['check-ignore', '--no-index', '--stdin'], paths.join('\n')).split('\n'),
      );
      for (const [index, { rule }] of rules.entries()) {
        assert.deepEqual(
          names.filter(name => owners(`${rule} a@b.cc`, '.github/CODEOWNERS', name).length > 0),
          names.filter(name => ignored.has(`${index}/${name}`)),
          rule,
        );
      }
    } finally {
      repository.remove();
    }
  });
});

describe('A line of CODEOWNERS', () => {
  it('that is an indented comment with gitlab is no rule for a file of that name', () => {
    assert.deepEqual(owners('  # a@b.cc\n', '.gitlab/CODEOWNERS', '#'), []);
    assert.deepEqual(owners('\\# a@b.cc\n', '.gitlab/CODEOWNERS', '#'), ['a@b.cc']);
  });

  const rows: [what: string, dialect: 'github' | 'gitlab', text: string, owners: string[]][] = [
    ['with wrong owners alone is skipped', 'github', '* a@b.cc\nx nobody\n', ['a@b.cc']],
    ['with an owner among wrong ones keeps them', 'github', 'x nobody @ada\n', ['@ada']],
    ['without owners takes them away', 'github', '* a@b.cc\nx\n', []],
    ['with a comment alone takes them away', 'github', '* a@b.cc\nx # c@d.ee\n', []],
    ['has no owners in its comment', 'github', 'x a@b.cc # c@d.ee\n', ['a@b.cc']],
    ['knows no roles', 'github', '* a@b.cc\nx @@owner\n', ['a@b.cc']],
    ['knows no sections', 'github', '[S] c@d.ee\nx\n', []],
    [
      'has owners in what looks like a comment',
      'gitlab',
      'x a@b.cc # c@d.ee\n',
      ['a@b.cc', 'c@d.ee'],
    ],
    ['knows roles', 'gitlab', 'x @@maintainers\n', ['@@maintainers']],
    ['knows groups in groups', 'gitlab', 'x @a/b/c\n', ['@a/b/c']],
    ['takes the owners of its section', 'gitlab', '[S] c@d.ee\nx\n', ['c@d.ee']],
    ['is in an indented section', 'gitlab', '  [S][2] c@d.ee\n\tx\n', ['c@d.ee']],
    ['may be indented', 'gitlab', '   x a@b.cc\n', ['a@b.cc']],
    ['is a comment with a blank in front', 'gitlab', '  # x a@b.cc\n', []],
    ['excludes a folder', 'gitlab', '[S] c@d.ee\n*\n!d/\n', ['c@d.ee']],
    ['excludes also before a rule', 'gitlab', '[S] c@d.ee\n!x\nx\n', []],
    ['excludes in its section alone', 'gitlab', '* a@b.cc\n[S] c@d.ee\n*\n!x\n', ['a@b.cc']],
  ];
  for (const [what, dialect, text, expected] of rows) {
    it(`${what} with ${dialect}`, () => {
      assert.deepEqual(owners(text, `.${dialect}/CODEOWNERS`, 'x'), expected);
    });
  }

  it('excludes what is below a folder with gitlab', () => {
    const text = '[S] c@d.ee\n*\n!x/\n';
    assert.deepEqual(owners(text, '.gitlab/CODEOWNERS', 'a/x/b'), []);
    assert.deepEqual(owners(text, '.gitlab/CODEOWNERS', 'a/b'), ['c@d.ee']);
  });

  it('with a role makes a file in the root GitLab’s', () => {
    assert.deepEqual(owners('/x @@developer\n', 'CODEOWNERS', 'x/y'), []);
    assert.deepEqual(owners('/x/ @@developer\n', 'CODEOWNERS', 'x/y'), ['@@developer']);
  });
});

describe('A hostile CODEOWNERS', () => {
  const files: [what: string, text: string][] = [
    ['wildcards without end', `${'*a'.repeat(5_000)}b x@example.com`],
    ['folders without end', `${'**/'.repeat(5_000)}b x@example.com`],
    ['stars and folders', `${'**/*a*a*a*a*a*a*a*a/'.repeat(6)}b x@example.com\n`.repeat(500)],
    ['brackets', '[[[[[[]]]]]\n^[^[^[\n[]\n[a]['],
    ['a million owners', `* ${'a@b.cc '.repeat(150_000)}`],
    ['ten megabytes of one line', 'a'.repeat(10_000_000)],
    ['a million lines', 'a b\n'.repeat(1_000_000)],
    ['names of objects', '__proto__ a@b.cc\nconstructor @__proto__\n[__proto__] c@d.ee\n* '],
    ['backslashes', '\\\\\\\\\\ a@b.cc\n\\'],
  ];
  for (const [what, text] of files) {
    it(`of ${what} is read to its end or its limit`, () => {
      const path = `${'a'.repeat(200)}/`.repeat(4) + 'a'.repeat(200);
      const rules = parseCodeOwners(text, 'CODEOWNERS');
      assert.ok(rules.length <= 20_000);
      assert.ok(rules.every(rule => rule.owners.length <= 100));
      ownersOf(rules, path);
    });
  }

  const costs: [what: string, rule: string, isWhole: boolean][] = [
    ['runs of **/*', '**/*/'.repeat(20), true],
    ['folders and names', `${'**/a*/'.repeat(12)}z`, false],
    ['stars in a name', `${'*a'.repeat(100)}z`, false],
    ['usual rules', '/src/features/billing/*.ts', true],
  ];
  for (const [what, rule, isWhole] of costs) {
    it(`of 1,150 rules with ${what} takes a bounded count of steps`, () => {
      const rules = parseCodeOwners(`${rule} a@b.cc\n`.repeat(1_150), 'CODEOWNERS');
      for (const path of [`${'a/'.repeat(119)}b`, `${'a'.repeat(250)}/`.repeat(16).slice(0, -1)]) {
        const budget = { left: 200_000 };
        const found = ownersOf(rules, path, budget);
        assert.ok(budget.left >= -1);
        assert.equal(found.isWhole, budget.left >= 0);
        assert.ok(!isWhole || found.isWhole);
      }
      const budget = { left: 200_000 };
      assert.equal(
        ownersOf(rules, `${'aa/'.repeat(119)}b`, budget).isWhole,
        isWhole,
        String(budget.left),
      );
    });
  }

  it('has at most 20,000 rules, the first ones', () => {
    for (const [lines, kept] of [
      [20_000, 20_000],
      [20_001, 20_000],
    ] as const) {
      const rules = parseCodeOwners('* a@b.cc\n'.repeat(lines), 'CODEOWNERS');
      assert.equal(rules.length, kept);
    }
  });

  it('may take two million steps for a file', () => {
    const path = 'a/'.repeat(40) + 'b';
    const line = `${'**/a*/'.repeat(6)}z a@b.cc\n`;
    const budget = { left: 2_000_000 };
    ownersOf(parseCodeOwners(line, 'CODEOWNERS'), path, budget);
    const fit = Math.floor(2_000_000 / (2_000_000 - budget.left));
    for (const [count, isWhole] of [
      [fit, true],
      [fit + 1, false],
    ] as const) {
      const rules = parseCodeOwners(line.repeat(count), 'CODEOWNERS');
      assert.equal(rules.length, count);
      assert.equal(ownersOf(rules, path).isWhole, isWhole);
    }
  });

  it('never fails, whatever its lines and the path', () => {
    const line = fc.array(
      fc.constantFrom('*', '**', '/', '\\', '?', ' ', '#', '!', '[a]', '^', '@x', 'a@b.cc', 'é'),
    );
    fc.assert(
      fc.property(fc.array(line.map(parts => parts.join(''))), fc.string(), (lines, path) => {
        ownersOf(parseCodeOwners(lines.join('\n'), 'CODEOWNERS'), path);
      }),
    );
  });
});
