/** Begins each line that Mocha prints in the extension host, to tell them from VS Code's own. */
export const mochaMark = 'test| ';
