import * as vscode from 'vscode';

/** The schemes of files on a disk, of this computer or of the one that a remote window works on. */
export const onDisk: readonly string[] = ['file', 'vscode-remote'];

const deadlineMs = 5_000;

/**
 * A file's contents from any file system; undefined if it does not exist, is too large or too slow.
 */
export async function readFile(
  uri: vscode.Uri,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), deadlineMs);
  });
  try {
    return await Promise.race([readBounded(uri, mostBytes), tooSlow]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function readBounded(uri: vscode.Uri, mostBytes: number): Promise<Uint8Array | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  const isFile = (type & vscode.FileType.File) !== 0;
  return isFile && size <= mostBytes ? vscode.workspace.fs.readFile(uri) : undefined;
}

/** The open document with this URI, if any. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(each => each.uri.toString() === uri.toString());
}
