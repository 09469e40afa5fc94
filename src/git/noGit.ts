import type { AskGit } from './questions';

/** Where there is no git: in a browser. */
export const noGit: AskGit = () => Promise.resolve({ kind: 'untold', why: 'browser' });
