// Builds into dist/: `product` (what ships) and `tests`. A name after the script builds only that
// part; `--watch` keeps building on every change until interrupted.
import { context, type BuildOptions } from 'esbuild';
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { asCommonJs } from './commonJs.mts';

const root = path.dirname(import.meta.dirname);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  legalComments: 'none',
  logLevel: 'warning',
};

interface Part {
  /** What this part writes, relative to dist; removed first, so that nothing stale survives. */
  readonly outputs: readonly string[];
  readonly options: () => BuildOptions;
}

const parts = {
  product: {
    outputs: ['extension.js', 'chunks'],
    options: () => ({
      ...shared,
      entryPoints: ['src/extension.ts'],
      outdir: 'dist',
      // What VS Code's start does not need becomes chunks, loaded at their first use.
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      write: false,
      metafile: true,
      plugins: [asCommonJs('src/extension.ts')],
      minify: true,
      alias: {
        // Node has its own streams: node-fetch's copy would be two thirds of its size.
        'web-streams-polyfill': 'node:stream/web',
        // Without what reads texts from files: VS Code has read ours.
        '@vscode/l10n': '@vscode/l10n/dist/browser.js',
      },
    }),
  },
  tests: {
    outputs: ['test'],
    options: () => ({
      ...shared,
      entryPoints: globSync('test/{unit,host,e2e}/**/{*.test,index}.ts', { cwd: root }),
      outbase: root,
      outdir: 'dist',
      // They run in the repository only.
      packages: 'external',
      sourcemap: 'inline',
    }),
  },
} satisfies Record<string, Part>;

/** A part that can be built alone. */
export type PartName = keyof typeof parts;

const allParts = Object.keys(parts) as PartName[]; // keys() forgets that they are these

/** Builds the parts once; with `watch` again on every change. Rejects when one has errors. */
export async function build(
  names: readonly PartName[] = allParts,
  options: { watch?: boolean } = {},
): Promise<void> {
  await Promise.all(
    names.map(async name => {
      const part: Part = parts[name];
      for (const output of part.outputs) {
        rmSync(path.join(root, 'dist', output), { recursive: true, force: true });
      }
      const builder = await context(part.options());
      try {
        await (options.watch ? builder.watch() : builder.rebuild());
      } finally {
        if (!options.watch) {
          await builder.dispose();
        }
      }
    }),
  );
}

if (import.meta.main) {
  const asked = allParts.filter(name => process.argv.includes(name));
  try {
    await build(asked.length > 0 ? asked : allParts, { watch: process.argv.includes('--watch') });
  } catch {
    process.exitCode = 1; // esbuild has said what is wrong
  }
}
