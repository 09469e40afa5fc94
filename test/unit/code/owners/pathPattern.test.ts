import assert from 'node:assert/strict';
import { compilePathPattern } from '../../../../src/code/owners/pathPattern';

describe('A pattern of a CODEOWNERS file', () => {
  const rows: readonly [pattern: string, path: string, matches: boolean][] = [
    ['/src/**/test/**/*.ts', 'src/test/a.ts', true],
    ['/src/**/test/**/*.ts', 'src/a/test/b/c/d.ts', true],
    ['/src/**/test/**/*.ts', 'src/a/b.ts', false],
    ['/src/**/test/**/*.ts', 'src/a/test/b/c.js', false],
    ['/src/**/test/**/*.ts', 'test/src/a.ts', false],
    ['/a/**/b/**/c/**/d', 'a/b/c/d', true],
    ['/a/**/b/**/c/**/d', 'a/x/b/x/y/c/z/d', true],
    ['/a/**/b/**/c/**/d', 'a/x/c/x/b/z/d', false],
    ['**/logs/**', 'x/logs/y', true],
    ['**/logs/**', 'logs', false],
    ['**/a/**/a', 'a/a', true],
    ['**/a/**/a', 'a', false],
    ['/docs/what\\*.md', 'docs/what*.md', true],
    ['/docs/what\\*.md', 'docs/whatever.md', false],
    ['/docs/what\\?.md', 'docs/what?.md', true],
    ['/docs/what\\?.md', 'docs/whats.md', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['/a*b*c', 'aXbYc', true],
    ['/a*b*c', 'acb', false],
    ['/a*\\*c', 'aX*c', true],
    ['/a*\\*c', 'aXc', false],
  ];
  for (const dialect of ['github', 'gitlab'] as const) {
    for (const [pattern, path, matches] of rows) {
      it(`${pattern} ${matches ? 'is' : 'is not'} about ${path} at ${dialect}`, () => {
        const budget = { left: 10_000 };
        assert.equal(compilePathPattern(pattern, dialect).matches(path, budget), matches);
      });
    }
  }

  it('may have 128 parts of 255 characters each, as long as the path has at most 4,096', () => {
    const matches = (pattern: string, path: string) =>
      compilePathPattern(pattern, 'github').matches(path, { left: 100_000 });
    const deep = 'a/'.repeat(127);
    assert.ok(matches(`/${deep}b`, `${deep}b`));
    assert.ok(!matches(`/a/${deep}b`, `a/${deep}b`));
    const long = 'x'.repeat(255);
    assert.ok(matches(`/${long}`, long));
    assert.ok(!matches(`/${long}x`, `${long}x`));
    const below = `${long}/`.repeat(16);
    assert.equal(below.length, 4_096);
    assert.ok(matches('*', below.slice(0, 4_095)));
    assert.ok(matches('*.ts', `${below.slice(3)}.ts`));
    assert.ok(!matches('*.ts', `${below.slice(2)}.ts`));
  });
});
