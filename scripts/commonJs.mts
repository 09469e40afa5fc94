import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const written = {
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  minify: true,
  supported: { 'dynamic-import': false },
} satisfies BuildOptions;

/**
 * esbuild splits code at each `import()` only when it writes ES modules, which VS Code loads more
 * slowly. So what it built is rewritten on its way to the disk, `import()` becoming a late `require`.
 * All that the start of VS Code needs goes into one file, for each further one takes time there;
 * the others get what they share with it from that file.
 */
export function asCommonJs(entryPoint: string): Plugin {
  return {
    name: 'as-common-js',
    setup: product => {
      const root = product.initialOptions.absWorkingDir ?? '';
      product.onEnd(async ({ outputFiles = [], metafile }) => {
        const texts = new Map(
          outputFiles.map(file => [relative(root, file.path), withOneVscode(file.text)]),
        );
        const [entry = '', ...chunks] = startingFiles(metafile, entryPoint);
        const namesIn = (file: string) => metafile?.outputs[file]?.exports ?? [];
        for (const [file, text] of texts) {
          const target = path.join(root, file);
          const files = { entry, chunks, texts, namesIn };
          mkdirSync(path.dirname(target), { recursive: true });
          writeFileSync(target, inAscii(await rewrite(file, text, files)));
        }
      });
    },
  };
}

interface Files {
  /** The one file that VS Code loads, and the chunks that go into it. */
  readonly entry: string;
  readonly chunks: readonly string[];
  /** What esbuild built, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What a file exports. */
  readonly namesIn: (file: string) => readonly string[];
}

async function rewrite(file: string, text: string, files: Files): Promise<string> {
  const at = files.chunks.indexOf(file);
  if (file === files.entry) {
    return await merge(files);
  }
  return at < 0 ? (await transform(text, written)).code : handOn(files.entry, file, at);
}

/** The entry's file, and the chunks that it loads right away, also through one another. */
function startingFiles(metafile: Metafile | undefined, entryPoint: string): string[] {
  const outputs = metafile?.outputs ?? {};
  const isEntry = (file: string) => outputs[file]?.entryPoint === entryPoint;
  const needed = new Set(Object.keys(outputs).filter(isEntry));
  for (const file of needed) {
    for (const { kind, path: imported, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) {
        needed.add(imported);
      }
    }
  }
  return [...needed];
}

/**
 * One file of several, which exports what the entry exports, and each chunk as what `chunk0()` and
 * so on give.
 */
async function merge(files: Files): Promise<string> {
  const { entry, chunks, namesIn } = files;
  const { imports, members } = [
    giveNow(entry, namesIn(entry)),
    ...chunks.map((file, at) => giveLate(`chunk${at}`, file, namesIn(file))),
  ].reduce((all, each) => ({
    imports: all.imports + each.imports,
    members: `${all.members},${each.members}`,
  }));
  const { outputFiles } = await build({
    ...written,
    // Plain members: esbuild would copy each export with a getter, which takes time at the start.
    stdin: { contents: `${imports}module.exports={${members}};` },
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    bundle: true,
    write: false,
    external: ['vscode'],
    legalComments: 'none',
    plugins: [builtFiles(files)],
  });
  return outputFiles[0]?.text ?? '';
}

interface Given {
  readonly imports: string;
  readonly members: string;
}

function giveNow(file: string, names: readonly string[]): Given {
  return { imports: `import {${names.join()}} from '${file}';`, members: names.join() };
}

/** The exports of `file` as a function's result: as a module's they would be made at the start. */
function giveLate(chunk: string, file: string, names: readonly string[]): Given {
  const imported = names.map(name => `${name} as ${chunk}${name}`);
  const given = names.map(name => `get ${name}(){return ${chunk}${name}}`);
  return {
    imports: `import {${imported.join()}} from '${file}';`,
    members: `${chunk}:()=>({${given.join()}})`,
  };
}

/** Takes imports of files that go into the one from memory, and leaves others to be loaded late. */
function builtFiles({ entry, chunks, texts }: Files): Plugin {
  const folder = path.posix.dirname(entry);
  return {
    name: 'built-files',
    setup: merging => {
      merging.onResolve({ filter: /\.js$/ }, ({ path: imported, importer }) => {
        const file = path.posix.join(path.posix.dirname(importer), imported);
        return file === entry || chunks.includes(file)
          ? { path: file, namespace: 'built' }
          : { path: `./${path.posix.relative(folder, file)}`, external: true };
      });
      merging.onLoad({ filter: /.*/, namespace: 'built' }, ({ path: file }) => ({
        contents: texts.get(file) ?? '',
      }));
    },
  };
}

/** A file that stands for a chunk which was merged into the entry's. */
function handOn(entry: string, file: string, at: number): string {
  const start = path.posix.relative(path.posix.dirname(file), entry);
  return `module.exports=require("${start}").chunk${at}();\n`;
}

/**
 * Every source file imports all of `vscode`, and esbuild copies the hundreds of names of a CommonJS
 * module at each import: 60 kB of heap each time. This leaves one `require` a file, and no copy.
 */
function withOneVscode(text: string): string {
  const names: string[] = [];
  const rest = text.replace(/import\*as ([\w$]+) from"vscode";/g, (_, name: string) => {
    names.push(name);
    return '';
  });
  if (rest.includes('from"vscode"')) {
    throw new Error('vscode has to be imported as a whole: import * as vscode.');
  }
  const [first, ...others] = names;
  const shared = [`${first}=require("vscode")`, ...others.map(name => `${name}=${first}`)];
  return first === undefined ? text : `const ${shared.join(',')};${rest}`;
}

/** A single letter beyond ASCII would double what the whole file takes in memory. */
function inAscii(code: string): string {
  return code.replace(
    /[^\0-\x7f]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
