import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Besides types: errors, what an id looks like, and how many are looked up. */
const circuitValues = ['type:circuit', 'circuit/errors', 'circuit/ids', 'circuit/lookUpUsers'];
const settings = ['settings', 'settingReaders'];
/** Whoever sends requests knows how they end. */
const transport = ['type:circuit', 'circuit/errors', 'circuit/transport'];
const nodeGit = ['node/git', 'node/gitRepository', 'node/gitState', 'node/gitTrailers'];
/** What is known of git without asking it. */
const aboutGit = ['blame', 'contribution', 'conflicts', 'gitExtension', 'workspaceFile'];
/**
 * What each folder, and each file beside the folders, may import besides itself and `base`: all of
 * a room, only its `type:`s, or only what is loaded `lazy:`.
 */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  node: [...transport, 'account/signIn', 'type:account', 'type:platform', 'type:git'],
  browser: [...transport, 'type:account', 'type:platform', 'git/noGit'],
  circuit: [],
  sandbox: ['type:circuit'],
  presence: ['type:circuit', 'circuit/errors', 'circuit/ids', 'circuit/types', 'type:account'],
  account: [
    ...['circuit', ...settings, 'type:presence', 'type:sandbox', 'lazy:sandbox'],
    ...['type:platform', 'type:commandIds'],
  ],
  status: [
    ...['presence', 'type:circuit', 'circuit/errors', 'type:account', 'account/scopes'],
    ...['type:commandIds', 'type:settingReaders'],
  ],
  people: ['presence', ...circuitValues, 'type:account', 'type:commandIds'],
  code: [
    ...['presence', ...circuitValues, 'type:account', 'people', 'type:commandIds', 'type:git'],
    ...aboutGit.map(file => `git/${file}`),
  ],
  git: nodeGit,
  assistants: ['presence', ...circuitValues, 'type:account', 'code', 'people'],
  extensions: [
    ...['presence', ...circuitValues, 'type:account', 'code', 'people', 'type:commandIds'],
    'type:../api',
  ],
  commandIds: [],
  commands: ['commandIds', 'circuit/errors', 'readableArguments'],
  readableArguments: [],
  platform: ['type:circuit', 'type:account', 'type:git'],
  settings: ['settingReaders'],
  settingReaders: ['circuit/ids', 'circuit/origin'],
  whileSignedIn: ['type:account', 'type:signedIn'],
};
/** What VS Code calls, by the same name in each. */
const entries = ['extension', 'webExtension'];
/** These put the others together, and may import everything. */
const roots = ['activate', 'companion', ...entries, 'outside', 'signedIn'];
const pureFolders = ['circuit', 'presence', 'sandbox', 'node'];
const withNode = /^src\/(node\/|sandbox\/(server\.ts|port\/|commandLine\/))/;
const fewestFiles = 4;
const mostFiles = 15;

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

/** `circuit/client` for an import of a neighbour, undefined for a package. */
function target(file: string, from: string): string | undefined {
  return from.startsWith('.')
    ? path.posix.relative('src', path.posix.join(path.posix.dirname(file), from))
    : undefined;
}

/** The folder of `src/circuit/client.ts`, and `settings` for `src/settings.ts`. */
function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function isAllowed(room: string, target: string, kind: Import['kind']): boolean {
  return [room, 'base', ...(mayImport[room] ?? [])].some(rule => {
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

/** Files that import each other in a loop, as `a > b > a`. */
function findCycles(files: readonly string[]): string[] {
  const neighbours = new Map(
    files.map(file => [
      file,
      importsOf(file)
        .filter(({ kind }) => kind !== 'lazy')
        .flatMap(({ from }) => target(file, from) ?? [])
        .map(neighbour => `src/${neighbour}.ts`),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' > '));
    } else if (!done.has(file)) {
      neighbours.get(file)?.forEach(next => walk(next, [...trail, file]));
      done.add(file);
    }
  };
  files.forEach(file => walk(file, []));
  return cycles;
}

function exportsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^export (?:async )?(?:abstract )?(?:function\*?|class|interface|type|const) (\w+)/gm,
  );
  return [...found].map(([, name = '']) => name);
}

const files = globSync('src/**/*.ts').map(file => file.split(path.sep).join('/'));

describe('The architecture', () => {
  it('has every room in the import table', () => {
    const rooms = new Set(files.map(roomOf));
    assert.deepEqual([...rooms].sort(), [...Object.keys(mayImport), ...roots].sort());
  });

  it('lets a room import only what the table allows', () => {
    const offences = files
      .filter(file => !roots.includes(roomOf(file)))
      .flatMap(file =>
        importsOf(file).flatMap(({ from, kind }) => {
          const neighbour = target(file, from);
          const ok = neighbour === undefined || isAllowed(roomOf(file), neighbour, kind);
          return ok ? [] : [`${file} imports ${neighbour}`];
        }),
      );
    assert.deepEqual(offences, []);
  });

  it('keeps pure folders free of vscode, also through what they import', () => {
    const pure = files.filter(file => pureFolders.includes(roomOf(file)));
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

  it(`has ${fewestFiles} to ${mostFiles} files in a folder`, () => {
    const folders = Map.groupBy(files, file => path.posix.dirname(file));
    const offences = [...folders]
      .map(([folder, inside]) => `${folder}: ${inside.length}`)
      .filter(line => {
        const count = Number(line.split(': ')[1]);
        return count < fewestFiles || count > mostFiles;
      });
    assert.deepEqual(offences, []);
  });

  it('has no files that import each other in a loop, not even types', () => {
    assert.deepEqual(findCycles(files), []);
  });

  it('gives an exported name one meaning', () => {
    const places = Map.groupBy(
      files
        .filter(file => !entries.includes(roomOf(file)))
        .flatMap(file => exportsOf(file).map(name => ({ name, file }))),
      ({ name }) => name,
    );
    const offences = [...places]
      .filter(([, found]) => found.length > 1)
      .map(([name, found]) => `${name}: ${found.map(({ file }) => file).join(', ')}`);
    assert.deepEqual(offences, []);
  });
});
