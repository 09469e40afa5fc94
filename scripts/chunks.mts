import path from 'node:path';
import type { ModuleInfo, OutputOptions, Plugin } from 'rolldown';

/** What is read here of rolldown's modules. */
interface Module {
  readonly id: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

/** In bytes of source, about three times what is built of them. Smaller files are not worth loading. */
const leastOwnFile = 8_000;
const leastFolderFile = 4_000;

/**
 * Which modules share a file. All that VS Code's start needs goes into the entry's file, because
 * every further one costs time there. What only one `import()` needs has a file of its own, if it is
 * large enough. The rest goes into one file for each folder of `src` and each package.
 */
export function splitChunks(root: string): {
  readonly plugin: Plugin;
  readonly codeSplitting: OutputOptions['codeSplitting'];
} {
  let files: ReadonlyMap<Module['id'], string> = new Map();
  const plugin: Plugin = {
    name: 'split-chunks',
    buildEnd() {
      const modules = [...this.getModuleIds()].flatMap(id => {
        const module = this.getModuleInfo(id);
        return module === null || module.code === null ? [] : [copyOf(module, module.code)];
      });
      files = planFiles(modules, root);
    },
  };
  const name = (id: string) => files.get(id);
  // Every module is named, so none is to follow those that import it into their file.
  const groups = [{ debugName: 'files', name, includeDependenciesRecursively: false }];
  return { plugin, codeSplitting: { groups } };
}

/** Without the parts that rolldown refuses to give, and each part read from it only once. */
function copyOf(module: ModuleInfo, code: string): Module {
  const { id, isEntry, importedIds, dynamicallyImportedIds } = module;
  return { id, code, isEntry, importedIds, dynamicallyImportedIds };
}

/** The name of its file for the id of each module. */
function planFiles(modules: readonly Module[], root: string): Map<Module['id'], string> {
  const reached = reacher(modules);
  const entries = modules.filter(module => module.isEntry);
  const entryFile = entries.map(({ id }) => path.parse(id).name).join();
  const start = reached(entries);
  const late = modules.filter(module => !start.has(module));
  const seamIds = new Set(modules.filter(isOurs).flatMap(each => each.dynamicallyImportedIds));
  const seams = late
    .filter(({ id }) => seamIds.has(id))
    .map(seam => ({ seam, needs: reached([seam]) }));
  const neededBy = new Map(
    late.map(module => [module, seams.filter(({ needs }) => needs.has(module))]),
  );

  const files = new Map([...start].map(({ id }) => [id, entryFile]));
  for (const module of late) {
    files.set(module.id, folderOf(path.relative(root, module.id)));
  }
  for (const { seam, needs } of seams) {
    const own = [...needs].filter(each => neededBy.get(each)?.length === 1);
    if (sizeOf(own) >= leastOwnFile) {
      own.forEach(({ id }) => files.set(id, nameOf(path.relative(root, seam.id))));
    }
  }
  for (const file of new Set(files.values())) {
    const inside = late.filter(({ id }) => files.get(id) === file);
    const isComplete = [...reached(inside)].every(each => start.has(each) || inside.includes(each));
    if (sizeOf(inside) < leastFolderFile && isComplete) {
      inside.forEach(({ id }) => files.set(id, entryFile));
    }
  }
  return files;
}

/** Tells all that the given modules load at once, themselves included. */
function reacher(modules: readonly Module[]): (from: readonly Module[]) => Set<Module> {
  const byId = new Map(modules.map(module => [module.id, module]));
  return from => {
    const all = new Set(from);
    for (const module of all) {
      // What a package loads late is seen as a part of it.
      const late = isOurs(module) ? [] : module.dynamicallyImportedIds;
      for (const id of [...module.importedIds, ...late]) {
        const imported = byId.get(id);
        if (imported) {
          all.add(imported);
        }
      }
    }
    return all;
  };
}

function isOurs({ id }: Module): boolean {
  return !id.includes('node_modules');
}

function sizeOf(modules: readonly Module[]): number {
  return modules.reduce((sum, { code }) => sum + code.length, 0);
}

/** `src/people/views/tree.ts` is `people-views-tree`. */
function nameOf(file: string): string {
  const { dir, name } = path.parse(file);
  return [...dir.split(path.sep).slice(1), name].join('-');
}

/** `src/people/views/tree.ts` is in `people`, `node_modules/@vscode/l10n/index.js` in `vscode-l10n`. */
function folderOf(file: string): string {
  const folders = path.dirname(file).split(path.sep);
  const inPackages = folders.lastIndexOf('node_modules') + 1;
  const [first = '', second = ''] = folders.slice(inPackages || 1);
  return first.startsWith('@') ? `${first.slice(1)}-${second}` : first || 'shared';
}
