// Checks the connection to a Circuit from the command line: npm run probe -- --help
import { runBundled } from './runBundled.mts';

await runBundled('scripts/probeMain.ts');
