import { transform, type TransformOptions } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OutputOptions, Plugin, RolldownOptions } from 'rolldown';
import { licensePlugin, type LicenseInfo } from 'rolldown-license-plugin';
import { chunkFileName, codeSplitting } from './chunks.mts';

/** How the product is built for Node: CommonJS, which VS Code loads faster than ES modules. */
export function productOptions(root: string): RolldownOptions {
  return {
    ...shared(root, {
      // Node has its own streams: node-fetch's copy would be two thirds of its size.
      'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web',
      'web-streams-polyfill': 'node:stream/web',
    }),
    input: 'src/extension.ts',
    platform: 'node',
    // Chunks get what they share with the start from its file, which exports it for them.
    preserveEntrySignatures: 'allow-extension',
    plugins: [vscodeOnce(), minifyToAscii(), listModules(root, 'modules.json'), writeNotices(root)],
    output: {
      ...written(root),
      chunkFileNames: chunk => chunkFileName(chunk, root),
      codeSplitting,
    },
  };
}

/** How it is built for browsers: one file, since VS Code's worker loads no other. */
export function webOptions(root: string): RolldownOptions {
  return {
    ...shared(root, {}),
    input: 'src/webExtension.ts',
    platform: 'browser',
    plugins: [vscodeOnce(), minifyToAscii(), listModules(root, 'webModules.json')],
    output: { ...written(root), codeSplitting: false },
  };
}

/** How the helper beside a remote git is built: one file, of the same source. */
export function companionOptions(root: string): RolldownOptions {
  const dir = path.join(root, 'dist/companion');
  return {
    ...shared(root, {}),
    input: { extension: 'src/companion.ts' },
    platform: 'node',
    plugins: [vscodeOnce(), minifyToAscii(), listModules(root, 'companion.json')],
    output: { ...written(root), dir, codeSplitting: false },
  };
}

function shared(root: string, alias: Readonly<Record<string, string>>): RolldownOptions {
  return {
    cwd: root,
    checks: { bundlerTimings: false },
    // A warning tells what would go wrong later, such as a package that was not found; all but those
    // about a slow computer.
    onLog: (level, log, handle) => handle(level === 'warn' ? 'error' : level, log),
    resolve: {
      // Packages that are linked here from elsewhere are built as if they were here.
      symlinks: false,
      alias: {
        ...alias,
        // Without what reads texts from files: VS Code has read ours.
        '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js'),
      },
    },
  };
}

function written(root: string): OutputOptions {
  return {
    dir: path.join(root, 'dist'),
    format: 'cjs',
    strict: true,
    minify: false,
    comments: false,
    generatedCode: { symbols: false },
    entryFileNames: '[name].js',
  };
}

const onlyVscode = '\0only-vscode';

function isFromVscode(node: object): boolean {
  return 'source' in node && (node.source as { value: string } | null)?.value === 'vscode'; // ESTree
}

/**
 * Has all the product share one `require('vscode')`. Importing a CommonJS module as a whole would
 * copy its hundreds of names in every chunk: 60 kB of heap each time. Any other form of importing
 * values of VS Code is an error.
 */
function vscodeOnce(): Plugin {
  return {
    name: 'vscode-once',
    transform: {
      filter: { code: /['"]vscode['"]/, id: { exclude: [onlyVscode] } },
      handler(code) {
        const { body } = this.parse(code, { lang: 'ts' });
        if (body.some(node => node.type.startsWith('Export') && isFromVscode(node))) {
          this.error('vscode cannot be exported again.');
        }
        const [found, ...more] = body
          .filter(node => node.type === 'ImportDeclaration')
          .filter(node => isFromVscode(node) && node.importKind !== 'type');
        if (found === undefined) {
          return null;
        }
        const [name, ...others] = found.specifiers;
        if (name?.type !== 'ImportNamespaceSpecifier' || others.length + more.length > 0) {
          this.error("Import vscode once and as a whole: import * as vscode from 'vscode'.");
        }
        return { code: code.slice(0, name.start) + name.local.name + code.slice(name.end) };
      },
    },
    resolveId: {
      filter: { id: /^vscode$/ },
      handler(_, importer, { kind }) {
        if (importer === onlyVscode) {
          return { id: 'vscode', external: true };
        }
        return kind === 'import-statement'
          ? onlyVscode
          : this.error(`${importer} has to import vscode, not load it in another way.`);
      },
    },
    load: {
      filter: { id: /^\0only-vscode$/ },
      handler: () => "export default require('vscode');",
    },
  };
}

const minified: TransformOptions = {
  format: 'cjs',
  target: 'node22',
  minify: true,
  charset: 'ascii',
};

/**
 * A single letter beyond ASCII would double what a whole file takes in memory. esbuild writes texts
 * without, but leaves regular expressions alone, where the same escape means the same.
 */
function minifyToAscii(): Plugin {
  return {
    name: 'minify-to-ascii',
    renderChunk: {
      order: 'post',
      handler: async code => {
        const small = await transform(code, minified);
        return small.code.replace(
          /[^\0-\x7f]/g,
          letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      },
    },
  };
}

/** Writes, into `dist`, what each file that ships is made of and loads, for tests to read. */
function listModules(root: string, target: string): Plugin {
  return {
    name: 'list-modules',
    generateBundle(_, files) {
      const chunks = Object.values(files).filter(file => file.type === 'chunk');
      const relative = (id: string) => path.relative(root, id).split(path.sep).join('/');
      const modules = Object.fromEntries(
        chunks.map(({ fileName, moduleIds, imports }) => [
          fileName,
          { modules: moduleIds.map(relative), imports },
        ]),
      );
      mkdirSync(path.join(root, 'dist'), { recursive: true });
      writeFileSync(path.join(root, 'dist', target), JSON.stringify(modules, null, 1));
    },
  };
}

/**
 * Writes `ThirdPartyNotices.txt`: the licences of the packages that were bundled. One that carries no
 * text needs a file in `scripts/licences`, copied from its repository or README; else the build fails.
 */
function writeNotices(root: string): Plugin {
  return licensePlugin({
    done: packages => {
      const head = 'Circuit Presence contains these packages of others, under their licences.';
      const texts = packages.map(each => describe(each, root)).sort(); // the same in every locale
      const line = `\n\n${'-'.repeat(80)}\n\n`;
      writeFileSync(path.join(root, 'ThirdPartyNotices.txt'), `${[head, ...texts].join(line)}\n`);
    },
  });
}

function describe({ name, version, license, licenseText }: LicenseInfo, root: string): string {
  const file = `scripts/licences/${name.replace('@', '').replace('/', '-')}.txt`;
  const text = licenseText || readFileSync(path.join(root, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}`;
}
