// Starts the sandbox. What it can be switched to: npm run sandbox -- --help
import { runBundled } from './runBundled.mts';

await runBundled('src/sandbox/commandLine/main.ts');
