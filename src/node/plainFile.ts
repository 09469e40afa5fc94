import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const usualBytes = 1024 * 1024;
/** Flags unknown on Windows are 0 there. Opening a pipe does not block. */
const readOnly = constants.O_RDONLY | constants.O_NONBLOCK;

export type FileContent =
  /** `changedAt` is in epoch milliseconds. */
  | { readonly kind: 'text'; readonly text: string; readonly changedAt: number }
  | { readonly kind: 'missing' }
  /** A folder, a link, a pipe, a device, too large, or unreadable. */
  | { readonly kind: 'odd' };

/** `mostBytes` defaults to 1 MiB; links are only followed if the person may have created them. */
export interface PlainFileOptions {
  readonly mostBytes?: number;
  readonly followsLinks?: boolean;
}

/** Reads a small file as UTF-8; anything but a plain file is not read. Never throws. */
export async function readPlainFile(
  file: string,
  { mostBytes = usualBytes, followsLinks = false }: PlainFileOptions = {},
): Promise<FileContent> {
  try {
    await using handle = await open(
      file,
      followsLinks ? readOnly : readOnly | constants.O_NOFOLLOW,
    );
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= mostBytes
      ? await readAtMost(handle, mostBytes, stat.mtimeMs)
      : odd;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { kind: 'missing' } : odd;
  }
}

const odd: FileContent = { kind: 'odd' };

/** Some system files claim to be empty and never end. */
async function readAtMost(
  handle: FileHandle,
  mostBytes: number,
  changedAt: number,
): Promise<FileContent> {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536));
    if (bytesRead === 0) {
      return { kind: 'text', text: Buffer.concat(parts).toString('utf8'), changedAt };
    }
    size += bytesRead;
    if (size > mostBytes) {
      return odd;
    }
    parts.push(buffer.subarray(0, bytesRead));
  }
}
