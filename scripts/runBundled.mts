import { build, stop } from 'esbuild';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** Bundles `entry`, a path from the top of the project, and runs it in this process. */
export async function runBundled(entry: string): Promise<void> {
  // A file of this process's own: several may run at once. Once loaded it is not needed any more.
  const outfile = path.join(root, `dist/run/${path.parse(entry).name}-${process.pid}.cjs`);
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      alias: { 'web-streams-polyfill': 'node:stream/web' },
      outfile,
      logLevel: 'warning',
    });
    await stop();
    createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile, { force: true });
  }
}
