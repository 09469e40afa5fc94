import { lazy } from '../base/async';
import type { AskGit } from './questions';

/** Git on this computer; the code is loaded at the first question. */
export function createLazyGit(): AskGit {
  const load = lazy(async () => (await import('./localGit')).createLocalGit());
  return async (question, about, signal) => (await load())(question, about, signal);
}
