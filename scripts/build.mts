// Builds the extension, the sandbox and the tests into dist/.
import { context, type BuildOptions } from 'esbuild';
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const root = path.dirname(import.meta.dirname);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  legalComments: 'none',
  logLevel: 'warning',
};

/** What ships: two minified bundles, the second loaded only by the demo. */
const product: BuildOptions = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', sandbox: 'src/sandbox/app.ts' },
  outdir: 'dist',
  external: ['vscode'],
  minify: true,
  sourcemap: false,
  // Node has its own streams: node-fetch's copy would be two thirds of its size.
  alias: { 'web-streams-polyfill': 'node:stream/web' },
};

const tests: BuildOptions = {
  ...shared,
  entryPoints: globSync('{test/{unit,host,e2e}/**/*.ts,src/sandbox/main.ts}', { cwd: root }),
  outbase: root,
  outdir: 'dist',
  external: ['vscode'],
  packages: 'external',
  sourcemap: 'inline',
};

/** Builds everything once; with `watch` keeps building on every change until interrupted. */
export async function build(options: { watch?: boolean } = {}): Promise<void> {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  for (const bundle of [product, tests]) {
    const builder = await context(bundle);
    await builder.rebuild();
    if (options.watch) {
      await builder.watch();
    } else {
      await builder.dispose();
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build({ watch: process.argv.includes('--watch') });
}
