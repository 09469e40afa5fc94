import { type IsolatedRepository, pathFromRoot, withIsolated } from '../node/gitRepository';
import type { Contribution } from './contribution';
import { type PlaceInGit, type RevisionRange, wholly } from './placeInGit';
import type { PartialAnswer } from './questions';
import { createAuthorLogReader, authorLogFormat } from './authorLog';

const deadlineMs = 5_000;
const mostCommits = 5_000;

/** The authors of the latest 5,000 commits, optionally of the last `days` days and below `path`. */
export async function listAuthors(
  place: PlaceInGit & { readonly path?: string },
  options: { readonly sinceDays?: number },
  signal: AbortSignal,
): Promise<PartialAnswer<readonly Contribution[]>> {
  const path = place.path === undefined ? '' : await pathFromRoot(place.folder, place.path);
  const since = options.sinceDays === undefined ? [] : [`--since=${options.sinceDays}.days.ago`];
  return withIsolated(place, signal, repository =>
    logAuthors(repository, { args: [...since, 'HEAD'], path }, signal),
  );
}

/** The same for one path and a range of commits. */
export async function listAuthorsOf(
  repository: IsolatedRepository,
  path: string,
  { without, of }: RevisionRange,
  signal: AbortSignal,
): Promise<readonly Contribution[]> {
  return (await logAuthors(repository, { args: [`${without}..${of}`], path }, signal)).value;
}

async function logAuthors(
  repository: IsolatedRepository,
  { args, path }: { readonly args: readonly string[]; readonly path: string },
  signal: AbortSignal,
): Promise<PartialAnswer<readonly Contribution[]>> {
  const { isShallow, shallowEnds } = repository;
  const reader = createAuthorLogReader();
  const isWhole = await wholly(
    repository.run({
      args: [
        ...['log', '-z', authorLogFormat, '--encoding=UTF-8', '--no-patch'],
        ...['--no-merges', `--max-count=${mostCommits}`, '--stdin', ...args],
      ],
      paths: path === '' ? [] : [path],
      // The oldest commits of a shallow clone seem to have created every file.
      input: new TextEncoder().encode(path === '' ? '' : shallowEnds),
      signal,
      deadlineMs,
      onText: text => reader.feed(text),
    }),
  );
  return { value: reader.end(), isWhole, isShallow };
}
