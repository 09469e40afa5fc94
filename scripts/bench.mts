// Builds and packages the product and measures it: see bench/main.ts.
import { build as bundle } from 'esbuild';
import path from 'node:path';
import { build } from './build.mts';
import { packageExtension } from './package.mts';

const root = path.dirname(import.meta.dirname);
const outfile = path.join(root, 'dist/bench/main.mjs');

await build(['product']);
await packageExtension();
await bundle({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
});
await import(outfile);
