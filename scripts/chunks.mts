import path from 'node:path';
import type { OutputOptions, PreRenderedChunk } from 'rolldown';

/** In bytes of source, about three times what is built of them. */
const leastSize = 12_000;

/**
 * Which modules share a file. All that VS Code's start needs is in the entry's file, because every
 * further one costs time there. The rest is divided by which `import()`s need it. What is too small
 * for a file of its own joins the file that nearly the same ones need.
 */
export const codeSplitting: OutputOptions['codeSplitting'] = {
  groups: [
    { name: 'extension', tags: ['$initial'], priority: 1 },
    { name: 'late', entriesAware: true, entriesAwareMergeThreshold: leastSize },
  ],
};

/**
 * A file that only one `import()` needs is named after its module: `people-views-tree` for
 * `src/people/views/tree.ts`. Any other is named after the folders of `src` and the packages in it.
 */
export function chunkFileName({ name, moduleIds }: PreRenderedChunk, root: string): string {
  // rolldown adds the names of the modules that need it, as in `late~tree~list`.
  const [, neededBy = '', ...others] = name.split('~');
  if (neededBy === '') {
    return `chunks/${name}.js`;
  }
  const modules = moduleIds.map(id => path.relative(root, id));
  // It comes after all that it imports.
  const alone = modules.findLast(each => others.length === 0 && path.parse(each).name === neededBy);
  const folders = [...new Set(modules.map(folderOf))].sort();
  return `chunks/${alone ? nameOf(alone) : folders.join('-')}.js`;
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
