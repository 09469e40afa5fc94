// Runs one suite in plain Node: <summary file> <folder> <timeout in ms> <files at a time> [grep]
import { globSync } from 'node:fs';
import process from 'node:process';
import { runMocha } from './mochaRun.mts';
import { exitOnSignals } from './signals.mts';

exitOnSignals();
const [summaryFile = '', folder = '', timeoutMs = '', jobs = '', grep] = process.argv.slice(2);
await runMocha(globSync(`${folder}/**/*.test.js`).sort(), {
  summaryFile,
  grep,
  timeoutMs: Number(timeoutMs),
  jobs: Number(jobs),
  color: process.stdout.isTTY,
});
process.exit();
