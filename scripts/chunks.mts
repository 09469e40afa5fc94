import path from 'node:path';
import type { OutputOptions } from 'rolldown';

type CodeSplitting = Exclude<OutputOptions['codeSplitting'], boolean | undefined>;
type NameOfChunk = Exclude<NonNullable<CodeSplitting['groups']>[number]['name'], string>;
type Modules = Parameters<NameOfChunk>[1];

/** In bytes of source. Minified it is less than half, and every file of its own takes time to load. */
const leastOwnChunk = 8_000;

/**
 * Which modules share a file. All that VS Code's start needs goes into the entry's file, because
 * every further one costs time there. What only one `import()` needs has a file of its own, if it is
 * large enough. The rest goes into a file for each folder in `src` and for each package.
 */
export function splitChunks(root: string): CodeSplitting {
  return {
    groups: [
      { name: 'extension', tags: ['$initial'] },
      {
        debugName: 'late',
        name: (id, modules) => chunkOf(id, modules, root),
        // A folder's file would take along whatever its modules import, and then say the wrong thing.
        includeDependenciesRecursively: false,
      },
    ],
  };
}

function chunkOf(id: string, modules: Modules, root: string): string {
  const [seam = id, ...others] = seamsBefore(id, modules);
  return others.length === 0 && ownSize(seam, modules) >= leastOwnChunk
    ? nameOf(path.relative(root, seam))
    : roomOf(path.relative(root, id));
}

/** What is loaded with `import()` and needs `id`, directly or through others. */
function seamsBefore(id: string, modules: Modules): string[] {
  const seen = new Set([id]);
  for (const each of seen) {
    importersOf(each, modules).early.forEach(importer => seen.add(importer));
  }
  return [...seen].filter(each => importersOf(each, modules).late.length > 0);
}

/** What a package loads late is seen as a part of it. */
function importersOf(id: string, modules: Modules): { early: string[]; late: string[] } {
  const { importers = [], dynamicImporters = [] } = modules.getModuleInfo(id) ?? {};
  const ours = (each: string) => !each.includes('node_modules');
  return {
    early: [...importers, ...dynamicImporters.filter(each => !ours(each))],
    late: dynamicImporters.filter(ours),
  };
}

/** The source of `seam` and of what nothing else needs, in bytes. */
function ownSize(seam: string, modules: Modules): number {
  const seen = new Set([seam]);
  for (const each of seen) {
    const { importedIds = [], dynamicallyImportedIds = [] } = modules.getModuleInfo(each) ?? {};
    [...importedIds, ...dynamicallyImportedIds].forEach(imported => seen.add(imported));
  }
  return [...seen]
    .filter(each => seamsBefore(each, modules).join() === seam)
    .reduce((sum, each) => sum + (modules.getModuleInfo(each)?.code?.length ?? 0), 0);
}

/** `src/people/views/tree.ts` is `people-views-tree`. */
function nameOf(file: string): string {
  const { dir, name } = path.parse(file);
  return [...dir.split(path.sep).slice(1), name].join('-');
}

/** `src/people/views/tree.ts` is in `people`, `node_modules/@vscode/l10n/index.js` in `vscode-l10n`. */
function roomOf(file: string): string {
  const folders = path.dirname(file).split(path.sep);
  const inPackages = folders.lastIndexOf('node_modules') + 1;
  const [first = '', second = ''] = folders.slice(inPackages || 1);
  return first.startsWith('@') ? `${first.slice(1)}-${second}` : first || 'shared';
}
