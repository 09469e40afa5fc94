import fc from 'fast-check';
import assert from 'node:assert/strict';
import { nameOfOwner, ownersOf, parseCodeOwners } from '../../../../src/code/owners/codeOwners';

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
  return ownersOf(parseCodeOwners(text, file), path).map(nameOfOwner);
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
    ['#notes.md', ['notes@example.com']],
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
    const [rule] = parseCodeOwners('* a@b.cc @ada @org/team @org/sub/team @@owner', 'CODEOWNERS');
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
