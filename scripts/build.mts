// Builds into dist/: `product` (what ships) and `tests`. A name after the script builds only that
// part; `--watch` keeps building on every change until interrupted.
import { build as bundle, context, type BuildOptions } from 'esbuild';
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { rolldown, watch, type OutputOptions } from 'rolldown';
import { companionOptions, productOptions, webOptions } from './product.mts';

const root = path.dirname(import.meta.dirname);

const testOptions = (): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: globSync('test/{unit,host,e2e,model,web}/**/{*.test,index}.ts', { cwd: root }),
  outbase: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // They run in the repository only.
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});

interface Part {
  /** What this part writes, relative to dist; removed first, so that nothing stale survives. */
  readonly outputs: readonly string[];
  /** Rejects when there are errors. */
  readonly build: () => Promise<void>;
  /** Builds again on every change until the process ends. */
  readonly watch: () => Promise<void>;
}

/** On a computer, in a browser, and beside the git of a remote one. */
const shipped = [productOptions, webOptions, companionOptions];

const parts = {
  product: {
    outputs: [
      ...['extension.js', 'chunks', 'modules.json', 'webExtension.js', 'webModules.json'],
      ...['companion', 'companion.json'],
    ],
    build: async () => {
      for (const options of shipped) {
        const { output, ...input } = options(root);
        await using product = await rolldown(input);
        await product.write(output as OutputOptions); // there is one
      }
    },
    watch: () => {
      watch(shipped.map(options => options(root))).on('event', async event => {
        if (event.code === 'ERROR') {
          console.error(event.error.message);
        }
        if (event.code === 'ERROR' || event.code === 'BUNDLE_END') {
          await event.result.close();
        }
      });
      return Promise.resolve();
    },
  },
  tests: {
    outputs: ['test'],
    build: async () => {
      await bundle(testOptions());
    },
    watch: async () => await (await context(testOptions())).watch(),
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
      await (options.watch ? part.watch() : part.build());
    }),
  );
}

if (import.meta.main) {
  const asked = allParts.filter(name => process.argv.includes(name));
  try {
    await build(asked.length > 0 ? asked : allParts, { watch: process.argv.includes('--watch') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
