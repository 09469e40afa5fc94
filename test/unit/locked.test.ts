import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Lock {
  readonly packages: Readonly<Record<string, { integrity?: string; inBundle?: boolean }>>;
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

describe('What is installed', () => {
  for (const lock of globSync('{.,scripts/icons,test/launch/locked/*}/package-lock.json').sort()) {
    it(`by ${lock} has a hash that it is compared with`, () => {
      const { packages } = read(lock) as Lock; // by npm
      const installed = Object.entries(packages).filter(([folder]) => folder !== '');
      assert.ok(installed.length > 0);
      const unchecked = installed.filter(
        ([, { integrity, inBundle }]) => !inBundle && !/^sha512-.{86}==$/.test(integrity ?? ''),
      );
      assert.deepEqual(unchecked, []);
    });
  }

  it('for the tests is one exact version of one package each, installed by npm ci', () => {
    const manifests = globSync('test/launch/locked/*/package.json');
    assert.equal(manifests.length, 3);
    for (const manifest of manifests) {
      const { dependencies } = read(manifest) as { dependencies: Record<string, string> }; // ours
      assert.equal(Object.keys(dependencies).length, 1);
      assert.match(Object.values(dependencies).join(), /^\d+\.\d+\.\d+$/);
    }
    const drawing = read('scripts/icons/package.json') as { dependencies: Record<string, string> }; // ours
    Object.values(drawing.dependencies).forEach(version =>
      assert.match(version, /^\d+\.\d+\.\d+$/),
    );
    const scripts = globSync('{test/launch,scripts}/**/*.m{js,ts}');
    const installing = scripts.filter(file =>
      /'(i|install|add|exec|npx)'/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      installing.map(file => path.basename(file)),
      [],
    );
  });
});
