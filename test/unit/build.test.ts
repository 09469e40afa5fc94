import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { productOptions } from '../../scripts/product.mts';

interface BuiltFile {
  /** Paths from the top of the project. */
  readonly modules: readonly string[];
  /** What it loads at once: other files of the product and modules of Node. */
  readonly imports: readonly string[];
}

const root = process.cwd();
const files = read('dist/modules.json');
const webFiles = read('dist/webModules.json');

function read(list: string): ReadonlyMap<string, BuiltFile> {
  return new Map(
    Object.entries(JSON.parse(readFileSync(list, 'utf8')) as Record<string, BuiltFile>), // as it was built
  );
}

const textOf = (file: string) => readFileSync(path.join('dist', file), 'utf8');

/** The folder of each npm package that a part of was bundled. */
function bundledPackages(): Set<string> {
  const modules = [...files.values(), ...webFiles.values()].flatMap(file => file.modules);
  return new Set(modules.flatMap(each => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(each) ?? []));
}

/**
 * Whether the name says where to look: `a-b` holds `src/a/b.ts`, or files of the folders or packages
 * `a` and `b` and of no other. A number tells files of the same ones apart.
 */
function saysWhatIsIn(name: string, { modules }: BuiltFile): boolean {
  const places = modules.map(module => {
    const [, scope = '', within] = /^(?:src|node_modules)\/@?(?:(.+?)\/)?(.+)/.exec(module) ?? [];
    return module.includes('/@') ? `${scope}-${within?.split('/')[0]}` : scope || 'shared';
  });
  return (
    modules.some(module => module === 'src/extension.ts' || asName(module) === name) ||
    [...new Set(places)].sort().join('-') === name.replace(/\d+$/, '') ||
    name === 'rolldown-runtime'
  );
}

/** `a-b` for `src/a/b.ts`. */
function asName(module: string): string {
  return module.replace(/^src\/(.+)\.ts$/, '$1').replaceAll('/', '-');
}

describe('The build', () => {
  it('gives VS Code one file for its start, which loads no other', () => {
    assert.deepEqual(files.get('extension.js')?.imports, []);
    assert.ok(files.get('extension.js')?.modules.includes('src/extension.ts'));
  });

  it('has few files, none of them tiny, and each is named after what is in it', () => {
    const built = globSync('dist/{extension.js,chunks/*}').map(file => path.relative('dist', file));
    assert.deepEqual(built.sort(), [...files.keys()].sort());
    assert.ok(files.size > 5 && files.size <= 25, `${files.size} files`);
    const tiny = built.filter(file => textOf(file).length < 1000);
    assert.deepEqual(tiny, []);
    const misnamed = [...files].filter(
      ([file, contents]) => !saysWhatIsIn(path.parse(file).name, contents),
    );
    assert.deepEqual(misnamed, []);
  });

  it('has no files that need each other before either is there', () => {
    const missing = new Map([...files].map(([file, { imports }]) => [file, imports]));
    for (let before = -1; before !== missing.size;) {
      before = missing.size;
      for (const [file, imports] of missing) {
        if (!imports.some(each => missing.has(each))) {
          missing.delete(file);
        }
      }
    }
    assert.deepEqual([...missing.keys()], []);
  });

  it('asks for vscode once, and no letter is beyond ASCII', () => {
    for (const built of [files, webFiles]) {
      const text = [...built.keys()].map(textOf).join('');
      assert.equal(text.split('require("vscode")').length, 2);
      assert.deepEqual(new Set(text.match(/[^\0-\x7f]/g)), new Set());
    }
  });

  it('gives a browser one file that loads VS Code and nothing else', () => {
    assert.deepEqual([...webFiles.keys()], ['webExtension.js']);
    const { modules = [] } = webFiles.get('webExtension.js') ?? {};
    assert.ok(modules.includes('src/webExtension.ts'));
    assert.deepEqual(
      modules.filter(module => module.startsWith('src/node/') || module.includes('node-fetch')),
      [],
    );
    const loaded = textOf('webExtension.js').match(
      /(?<![.\w$]|async )(?:require|import)\([^)]*\)/g,
    );
    assert.deepEqual(loaded, ['require("vscode")']);
  });

  it('names every package that was bundled in the notices, with its licence', () => {
    const notices = readFileSync('ThirdPartyNotices.txt', 'utf8');
    const packages = [...bundledPackages()].map(folder => {
      const { name, version } = JSON.parse(
        readFileSync(path.join(folder, 'package.json'), 'utf8'),
      ) as { name: string; version: string }; // every package has both
      const [own] = globSync('{LICENSE,LICENCE,COPYING}*', { cwd: folder });
      const ours = `scripts/licences/${name.replace('@', '').replace('/', '-')}.txt`;
      return { title: `\n${name} ${version} (`, file: own ? path.join(folder, own) : ours };
    });
    assert.ok(packages.length > 5);
    for (const { title, file } of packages) {
      assert.equal(notices.split(title).length, 2, title);
      assert.ok(existsSync(file), `${file} is missing`);
      const licence = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
      assert.match(licence, /copyright/i);
      assert.ok(notices.slice(notices.indexOf(title)).includes(licence), file);
    }
    assert.equal(notices.split(`\n${'-'.repeat(80)}\n`).length, packages.length + 1);
  });
});

describe('VS Code is imported', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(root, 'dist/import-'))));
  after(() => rmSync(folder, { recursive: true }));

  async function build(source: string): Promise<string> {
    const input = path.join(folder, 'one.ts');
    writeFileSync(input, source);
    const plugins = productOptions(root).plugins;
    const only = Array.isArray(plugins) ? plugins.slice(0, 1) : []; // writing is for the whole product
    const quiet = { cwd: root, platform: 'node', onLog: () => undefined } as const;
    await using bundle = await rolldown({ ...quiet, input, plugins: only });
    const { output } = await bundle.generate({ format: 'cjs' });
    return output[0].code;
  }

  it('as a whole: one call of require, and nothing is copied', async () => {
    const code = await build("// Grüße 🙂\nimport * as vs from 'vscode';\nconsole.log(vs.window);");
    assert.match(code, /= require\(["']vscode["']\)/);
    assert.doesNotMatch(code, /__toESM|__copyProps/);
  });

  it('or for its types, which leaves nothing', async () => {
    const type = "import type { Uri } from 'vscode';\nimport type * as all from 'vscode';";
    const code = await build(`${type}\nconsole.log({} as Uri, {} as all.Uri);`);
    assert.doesNotMatch(code, /vscode/);
  });

  for (const source of [
    "import { window } from 'vscode';\nconsole.log(window);",
    "import { window as shown, type Uri } from 'vscode';\nconsole.log(shown, {} as Uri);",
    "import all from 'vscode';\nconsole.log(all);",
    "import all, * as rest from 'vscode';\nconsole.log(all, rest);",
    "import * as a from 'vscode';\nimport * as b from 'vscode';\nconsole.log(a, b);",
    "import 'vscode';",
    "export { window } from 'vscode';",
    "export * as all from 'vscode';",
    "export * from 'vscode';",
    "console.log(await import('vscode'));",
    "console.log(require('vscode'));",
  ]) {
    it(`and in no other way: ${source.split('\n')[0]}`, async () => {
      await assert.rejects(build(source), /vscode/);
    });
  }
});
