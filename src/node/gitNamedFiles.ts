import path from 'node:path';
import { type Git, GitError, gitOutput } from './git';
import { readPlainFile } from './plainFile';

const deadlineMs = 5_000;

/** The files that blame and log should respect, after checking them. */
export interface NamedFiles {
  readonly mailmap: string;
  /** The contents of `blame.ignoreRevsFile`. */
  readonly ignored: string;
}

/** Reads the configured files if they are small regular files; anything else is ignored. */
export async function readNamedFiles(
  git: Git,
  folder: string,
  signal: AbortSignal,
): Promise<NamedFiles> {
  const names = await readSettings(git, folder, signal);
  const texts = async (key: string) => {
    const files = names.filter(([name]) => name === key).map(([, file]) => file);
    // An empty value cancels those before it.
    const valid = files.slice(files.lastIndexOf('') + 1);
    return Promise.all(valid.map(file => readNamed(path.resolve(folder, file))));
  };
  const own = await readPlainFile(path.join(folder, '.mailmap'));
  const [mailmaps, ignored] = await Promise.all([
    texts('mailmap.file'),
    texts('blame.ignorerevsfile'),
  ]);
  return {
    mailmap: [own.kind === 'text' ? own.text : '', mailmaps.at(-1) ?? ''].join('\n'),
    ignored: ignored.join('\n'),
  };
}

async function readNamed(file: string): Promise<string> {
  const content = await readPlainFile(file, { followsLinks: true });
  return content.kind === 'text' ? content.text : '';
}

/** All values of the two settings that name files, in git's order. */
async function readSettings(
  git: Git,
  folder: string,
  signal: AbortSignal,
): Promise<readonly (readonly [key: string, file: string])[]> {
  const pattern = String.raw`^(blame\.ignorerevsfile|mailmap\.file)$`;
  const args = ['config', '--null', '--type=path', '--get-regexp', pattern];
  try {
    const text = await gitOutput(git, { folder, args, signal, deadlineMs, mostBytes: 100_000 });
    return text.split('\0').map(entry => {
      const [key = '', ...file] = entry.split('\n');
      return [key, file.join('\n')];
    });
  } catch (error) {
    // Status 1 means there are none; an invalid path such as `~nobody/x` counts as none too.
    if (error instanceof GitError && error.fault !== 'notStarted') {
      return [];
    }
    throw error;
  }
}
