// Builds, packages, checks types, runs every suite and ends with one line: N passed, N failed.
// For development: --only=unit|host|e2e|web, --grep=words, --host=desktop|server. --only=model plays more
// stories of several windows than there is time for each time. The web suite is for who has installed
// what it needs, by --with=web or --only=web.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Summary } from '../test/launch/mochaRun.mts';
import { hasWebBuild } from '../test/launch/webServer.mts';
import { build } from './build.mts';
import { checkSizes, packageExtension } from './package.mts';

const suiteDeadlineMs = 1_800_000;
const results = mkdtempSync(path.join(tmpdir(), 'circuit-presence-results-'));
const only = option('only');
const grep = option('grep');

const suites: Record<string, (summaryFile: string) => string[]> = {
  unit: file => ['test/launch/runMocha.mts', file, 'dist/test/unit', '10000', '2'],
  host: file => ['test/launch/hostTests.mts', file],
  e2e: file => ['test/launch/runMocha.mts', file, 'dist/test/e2e', '120000', '1'],
  web: file => ['test/launch/runMocha.mts', file, 'dist/test/web', '120000', '1'],
  model: file => ['test/launch/runMocha.mts', file, 'dist/test/model', '600000', '2'],
};
const whenNotAsked = new Set(['unit', 'host', 'e2e', ...(hasWebBuild() ? ['web'] : [])]);

function isAsked(name: string): boolean {
  return only === undefined ? whenNotAsked.has(name) || option('with') === name : only === name;
}

function option(name: string): string | undefined {
  return process.argv.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** Runs one suite in a process of its own, so that a crash cannot be taken for an end. */
async function runSuite(name: string, args: string[], file: string): Promise<Summary> {
  console.log(`\n=== ${name} tests ===`);
  const hostFlags = process.argv.filter(arg => arg.startsWith('--host='));
  const child = spawn(
    process.execPath,
    [...args, ...(grep === undefined ? [] : [grep]), ...(name === 'host' ? hostFlags : [])],
    { stdio: 'inherit', timeout: suiteDeadlineMs },
  );
  const [code] = (await once(child, 'exit')) as [number | null]; // as Node documents the event
  const summary = readSummary(file);
  if (code !== 0 || summary === undefined) {
    console.log(`The ${name} tests did not end well (exit code ${String(code)}).`);
    return { passed: summary?.passed ?? 0, failed: (summary?.failed ?? 0) + 1, skipped: [] };
  }
  summary.skipped.forEach(title => console.log(`Skipped: ${title}`));
  if (summary.passed + summary.failed === 0 && grep === undefined) {
    console.log(`The ${name} tests ran no test.`);
    return { ...summary, failed: 1 };
  }
  return summary;
}

function readSummary(file: string): Summary | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Summary; // written by runMocha just now
  } catch {
    return undefined;
  }
}

/** Builds and packages, and checks types meanwhile. Says what is wrong and returns whether all is well. */
async function prepare(): Promise<boolean> {
  const [areTypesRight, isPackaged] = await Promise.all([checkTypes(), buildAndPackage()]);
  return areTypesRight && isPackaged;
}

async function checkTypes(): Promise<boolean> {
  const tsc = ['node_modules/typescript/bin/tsc', '-p', '.'];
  const [code] = (await once(spawn(process.execPath, tsc, { stdio: 'inherit' }), 'exit')) as [
    number | null, // as Node documents the event
  ];
  if (code !== 0) {
    console.log('The types are wrong. See the lines of tsc above.');
  }
  return code === 0;
}

async function buildAndPackage(): Promise<boolean> {
  try {
    await build();
    await packageExtension();
    return true;
  } catch (error) {
    console.log(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

if (only !== undefined && !(only in suites)) {
  console.error(`There is no suite "${only}", only ${Object.keys(suites).join(', ')}.`);
  process.exit(1);
}
if (only === undefined || only === 'e2e') {
  rmSync('dist/screenshots', { recursive: true, force: true });
}
const built = await prepare();
let passed = 0;
let failed = built && checkSizes() ? 0 : 1;
for (const [name, argsFor] of Object.entries(suites)) {
  if (built && isAsked(name)) {
    const file = path.join(results, `${name}.json`);
    const summary = await runSuite(name, argsFor(file), file);
    passed += summary.passed;
    failed += summary.failed;
  }
}
rmSync(results, { recursive: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
