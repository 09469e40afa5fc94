import type { AskGit } from './questions';

/** For the browser, where there is no git. */
export const noGit: AskGit = () => Promise.resolve({ kind: 'untold', why: 'browser' });
