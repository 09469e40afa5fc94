// Writes l10n/bundle.l10n.json, every text of src/ that people read, and says what each translation
// lacks or has for nothing.
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

const bundle = 'l10n/bundle.l10n.json';

const files = globSync('src/**/*.ts').map(file => readFileSync(file, 'utf8'));
const found = await getL10nJson(files.map(contents => ({ extension: '.ts', contents })));
const texts = Object.fromEntries(
  Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)),
) satisfies l10nJsonFormat;
const style = await resolveConfig(bundle);
writeFileSync(bundle, await format(JSON.stringify(texts), { ...style, filepath: bundle }));
console.log(`${bundle}: ${Object.keys(texts).length} texts`);

for (const file of globSync('l10n/bundle.l10n.*.json')) {
  const translated = JSON.parse(readFileSync(file, 'utf8')) as object; // only its keys are read
  report(file, 'untranslated', Object.keys(texts), Object.keys(translated));
  report(file, 'unused', Object.keys(translated), Object.keys(texts));
}

function report(file: string, what: string, keys: string[], others: string[]): void {
  const known = new Set(others);
  const left = keys.filter(key => !known.has(key));
  console.log(`${path.posix.basename(file)}: ${left.length} ${what}`);
  left.forEach(key => console.log(`  ${JSON.stringify(key)}`));
}
