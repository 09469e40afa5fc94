import path from 'node:path';
import process from 'node:process';

/** The repository. Every script starts there (see scripts/run.mjs), bundled or not. */
export const root = process.cwd();

/** What is installed on demand, outside git and outside `node_modules`. */
export const cache = path.join(root, '.vscode-test');

/** The package that a person would install. */
export const vsix = path.join(root, 'circuit-presence.vsix');
