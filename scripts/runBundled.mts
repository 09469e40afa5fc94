import { build, stop } from 'esbuild';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** Bundles `entry`, a path from the top of the project, and runs it here. Gives what it exports. */
export async function runBundled(entry: string): Promise<unknown> {
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
    return createRequire(import.meta.url)(outfile) as unknown;
  } finally {
    rmSync(outfile, { force: true });
  }
}
