import * as vscode from 'vscode';
import { openDocument, readFile } from './workspaceFile';

const mostBytes = 10_000_000;

/**
 * The contents of a file, or those that saving the editor's text would write; also in UTF-8 if git
 * may store it so. Empty if it cannot be read or is too large.
 */
export async function spellingsOf(uri: vscode.Uri): Promise<readonly Uint8Array[]> {
  const document = openDocument(uri);
  const saved = document?.isDirty ? undefined : await readFile(uri, mostBytes);
  const unsaved = document ? await encode(document) : [];
  return [...(saved ? [saved] : []), ...unsaved].filter(({ length }) => length <= mostBytes);
}

async function encode(document: vscode.TextDocument): Promise<readonly Uint8Array[]> {
  const text = document.getText();
  const utf8 = new TextEncoder().encode(text);
  if (document.encoding === 'utf8') {
    return [utf8];
  }
  const { encoding } = document;
  return [await vscode.workspace.encode(text, { encoding }), utf8];
}
