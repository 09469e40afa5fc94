// Starts the sandbox: builds just what it needs, in memory, and hands over to src/sandbox/main.ts.
import { build, stop } from 'esbuild';
import path from 'node:path';

const { outputFiles } = await build({
  absWorkingDir: path.dirname(import.meta.dirname),
  entryPoints: ['src/sandbox/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  write: false,
  logLevel: 'warning',
});
await stop();
const code = Buffer.concat(outputFiles.map(file => file.contents)).toString('base64');
await import(`data:text/javascript;base64,${code}`);
