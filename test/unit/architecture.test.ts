import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Besides types: errors, what an id looks like, and how many are looked up. */
const circuitValues = ['type:circuit', 'circuit/errors', 'circuit/ids', 'circuit/lookUpUsers'];
/** What each folder may import, besides itself and `base`: all, `type:`s only, or only `lazy:`. */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  node: ['type:circuit', 'circuit/errors', 'type:account', 'account/signIn', 'type:presence'],
  circuit: [],
  sandbox: ['type:circuit'],
  presence: ['type:circuit', 'circuit/errors', 'type:account'],
  account: ['circuit', 'settings', 'type:presence', 'type:sandbox', 'lazy:sandbox', 'lazy:node'],
  status: ['presence', 'type:circuit', 'type:account'],
  people: ['presence', ...circuitValues, 'type:account', 'lazy:node'],
  code: ['presence', ...circuitValues, 'type:account', 'people', 'node/git'],
};
const pureFolders = ['circuit', 'presence', 'sandbox', 'node'];
const withNode = /^src\/(node\/|sandbox\/(server|main|commandLine|faultyAnswer))/;

interface Import {
  readonly from: string;
  readonly kind: 'all' | 'type' | 'lazy';
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^(?:import|export) (type )?[^;]*?from '([^']+)'|import\('([^']+)'\)/gm,
  );
  return [...found].map(([, type, from = '', lazy]) => {
    if (lazy !== undefined) {
      return { from: lazy, kind: 'lazy' };
    }
    return { from, kind: type === undefined ? 'all' : 'type' };
  });
}

/** `src/circuit/client` for an import of a neighbour, undefined for a package. */
function target(file: string, from: string): string | undefined {
  return from.startsWith('.')
    ? path.posix.relative('src', path.posix.join(path.posix.dirname(file), from))
    : undefined;
}

function isAllowed(folder: string, target: string, kind: Import['kind']): boolean {
  return [folder, 'base', ...(mayImport[folder] ?? [])].some(rule => {
    const [wanted = '', only] = rule.split(':').reverse();
    const covers = target === wanted || target.startsWith(`${wanted}/`);
    return covers && (only === undefined || only === kind);
  });
}

/** Whether loading `file` loads `vscode`, through whatever it imports. */
function reachesVscode(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) {
    return false;
  }
  seen.add(file);
  return importsOf(file).some(({ from, kind }) => {
    const neighbour = target(file, from);
    return (
      kind !== 'type' &&
      (from === 'vscode' || (neighbour !== undefined && reachesVscode(`src/${neighbour}.ts`, seen)))
    );
  });
}

const files = globSync('src/**/*.ts').map(file => file.split(path.sep).join('/'));

describe('The architecture', () => {
  it('has every folder in the import table', () => {
    const folders = new Set(
      files.map(file => file.split('/')[1] ?? '').filter(f => !f.endsWith('.ts')),
    );
    assert.deepEqual([...folders].sort(), Object.keys(mayImport).sort());
  });

  it('lets a folder import only what the table allows', () => {
    const offences = files.flatMap(file => {
      const folder = file.split('/')[1] ?? '';
      return importsOf(file).flatMap(({ from, kind }) => {
        const neighbour = target(file, from);
        const ok = !(folder in mayImport) || !neighbour || isAllowed(folder, neighbour, kind);
        return ok ? [] : [`${file} imports ${neighbour}`];
      });
    });
    assert.deepEqual(offences, []);
  });

  it('keeps pure folders free of vscode, also through what they import', () => {
    const pure = files.filter(file =>
      pureFolders.some(folder => file.startsWith(`src/${folder}/`)),
    );
    assert.ok(pure.length > 0);
    assert.deepEqual(
      pure.filter(file => reachesVscode(file)),
      [],
    );
  });

  it('imports modules of Node only in node and in the server of the sandbox', () => {
    const offences = files
      .filter(file => !withNode.test(file))
      .filter(file => importsOf(file).some(({ from }) => from.startsWith('node:')));
    assert.deepEqual(offences, []);
  });
});
