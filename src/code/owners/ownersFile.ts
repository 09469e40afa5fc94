import * as vscode from 'vscode';
import { readFile } from '../../git/workspaceFile';
import { type FileOwners, ownersOf, parseCodeOwners } from './codeOwners';
import type { Owner } from './owner';

/** Where GitHub and GitLab look, in this order; the first existing file counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
const mostBytes = 1_000_000;

/** The owners of the file or folder at `uri` by the `CODEOWNERS` of `root`. Needs no git. */
export async function readOwners(
  root: vscode.Uri | undefined,
  uri: vscode.Uri,
): Promise<FileOwners> {
  const rules = root ? await readRules(root) : [];
  const path = root ? pathInside(root, uri) : undefined;
  return path === undefined ? { owners: [], isWhole: true } : ownersOf(rules, path);
}

/** Everybody named in the `CODEOWNERS` of `root`. */
export async function readAllOwners(root: vscode.Uri): Promise<readonly Owner[]> {
  return (await readRules(root)).flatMap(({ owners }) => owners);
}

/** The path of `uri` relative to `root`, with `/`; undefined if it is outside. */
export function pathInside(root: vscode.Uri, uri: vscode.Uri): string | undefined {
  const start = root.path.endsWith('/') ? root.path : `${root.path}/`;
  const isInside = uri.scheme === root.scheme && uri.authority === root.authority;
  return isInside && uri.path.startsWith(start) ? uri.path.slice(start.length) : undefined;
}

async function readRules(root: vscode.Uri) {
  for (const place of places) {
    const bytes = await readFile(vscode.Uri.joinPath(root, place), mostBytes);
    if (bytes) {
      return parseCodeOwners(new TextDecoder().decode(bytes), place);
    }
  }
  return [];
}
