// Checks rules, formatting and types, two at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

const checks = [
  ['typescript/bin/tsc', '-p', '.'],
  ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ['eslint/bin/eslint.js', '.'],
];

/** Prints the check's output at its end, so that two never mix. Returns whether it found nothing. */
async function check([script = '', ...args]: readonly string[]): Promise<boolean> {
  const name = script.split('/')[0];
  const child = spawn(process.execPath, [`node_modules/${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null]; // as Node documents the event
  console.log(`${output}${name}: ${code === 0 ? 'nothing to say' : 'see above'}`);
  return code === 0;
}

let failures = 0;
const worker = async () => {
  for (let next = checks.shift(); next; next = checks.shift()) {
    failures += (await check(next)) ? 0 : 1;
  }
};
await Promise.all([worker(), worker()]);
process.exitCode = failures > 0 ? 1 : 0;
