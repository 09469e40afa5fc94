import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const largestFile = 1024 * 1024;
/** What Windows does not know counts as 0 there. */
const withoutLinks = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** A folder, a link, a pipe, too large, not ours to read. */
  | { readonly kind: 'odd' };

/** Reads a file of at most 1 MiB; anything but a plain file is not read. Never throws. */
export async function readPlainFile(file: string): Promise<FileContent> {
  try {
    await using handle = await open(file, withoutLinks);
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= largestFile
      ? { kind: 'text', text: await handle.readFile('utf8') }
      : { kind: 'odd' };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { kind: isMissing ? 'missing' : 'odd' };
  }
}
