// Runs one suite in a plain Node process of its own: <summary file> <folder> <timeout in ms> [grep]
import { globSync } from 'node:fs';
import process from 'node:process';
import { runMocha } from './mochaRun.mts';
import { exitOnSignals } from './signals.mts';

exitOnSignals();
const [summaryFile = '', folder = '', timeoutMs = '', grep] = process.argv.slice(2);
await runMocha(globSync(`${folder}/**/*.test.js`).sort(), {
  summaryFile,
  grep,
  timeoutMs: Number(timeoutMs),
  color: process.stdout.isTTY,
});
process.exit();
