import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../test/launch/paths.mts';

/** What was measured, as Markdown. */
export interface Section {
  readonly title: string;
  readonly how: string;
  readonly text: string;
}

/** The page `bench/results.md`: machine, versions, date, and a section for each measurement. */
export function writePage(sections: readonly Section[], load: readonly [number, number]): string {
  const parts = sections.map(({ title, how, text }) => `## ${title}\n\n${how}\n\n${text}\n`);
  return `# Figures

Written by \`npm run bench\`; run it to measure your own machine. _Middle half_ is from the first to the
third quartile.

${machine(load)}

${parts.join('\n')}`;
}

function machine([before, after]: readonly [number, number]): string {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const gigabytes = (totalmem() / 1e9).toFixed(1);
  return [
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- ${cpus().length} × ${processor}, ${gigabytes} GB, ${process.platform} ${release()}`,
    `- load (1 min) at the beginning ${before.toFixed(2)}, at the end ${after.toFixed(2)}`,
    `- this extension ${version('package.json')}, Node ${process.version}, VS Code's server build (code-server ${codeServerVersion()}), Chromium by playwright-core ${version('node_modules/playwright-core/package.json')}`,
  ].join('\n');
}

function version(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // every package has one
}

function codeServerVersion(): string {
  const text = readFileSync(path.join(root, 'test/launch/locked/code-server/package.json'), 'utf8');
  const { dependencies } = JSON.parse(text) as { dependencies: { 'code-server': string } }; // ours
  return dependencies['code-server'];
}
