import * as vscode from 'vscode';
import { GitError } from '../../node/git';
import type { Contribution } from '../contribution';
import type { Measure } from '../whoCanIAsk/reasons';
import { type BlamedLines, countLines } from './blame';
import type { GitHere } from './gitExtension';
import { blameFile, listAuthors } from './queries';
import { openDocument, readFile } from './workspaceFile';

/** What git says about a place; `notes` are localised sentences on what it could not say. */
export interface History {
  readonly contributions: readonly Contribution[];
  readonly measure: Measure;
  readonly notes: readonly string[];
}

const mostBytes = 10_000_000;
const folderDays = 730;

/** Who wrote a file, the lines of `selections` in it, or below a folder. Throws when aborted. */
export async function readHistory(
  here: GitHere,
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  signal: AbortSignal,
): Promise<History> {
  if (here.kind === 'absent') {
    return { contributions: [], measure: 'fileLines', notes: [here.reason] };
  }
  try {
    return (await isFolder(uri))
      ? await readFolder(here, uri, signal)
      : await readLines(here, uri, selections, signal);
  } catch (error) {
    if (error instanceof GitError) {
      const note = vscode.l10n.t('Git knows nothing about this yet.');
      return { contributions: [], measure: 'fileLines', notes: [note] };
    }
    throw error;
  }
}

type Here = Extract<GitHere, { kind: 'here' }>;

async function readFolder(
  { git, folder }: Here,
  uri: vscode.Uri,
  signal: AbortSignal,
): Promise<History> {
  const place = { git, folder: folder.fsPath, path: uri.fsPath };
  const { value, isWhole } = await listAuthors(place, { sinceDays: folderDays }, signal);
  return { contributions: value, measure: 'commits', notes: isWhole ? [] : [tooLong()] };
}

async function readLines(
  { git, folder }: Here,
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  signal: AbortSignal,
): Promise<History> {
  const contents = await contentsOf(uri);
  const measure = selections.length > 0 ? 'selectedLines' : 'fileLines';
  if (contents === undefined) {
    const note = vscode.l10n.t('This file cannot be read, or is too large.');
    return { contributions: [], measure, notes: [note] };
  }
  const file = { git, folder: folder.fsPath, path: uri.fsPath };
  const { value, isWhole } = await blameFile(file, contents, signal);
  return {
    contributions: countLines(selections.length > 0 ? within(value, selections) : value),
    measure,
    notes: isWhole ? [] : [tooLong()],
  };
}

/** The text of the editor, unsaved changes included, else of the file. */
export async function contentsOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  const document = openDocument(uri);
  if (document === undefined) {
    return readFile(uri, mostBytes);
  }
  const bytes = new TextEncoder().encode(document.getText());
  return bytes.length <= mostBytes ? bytes : undefined;
}

/** Those lines of `blamed` that are selected. Whole lines end where the next one begins. */
function within(
  blamed: readonly BlamedLines[],
  selections: readonly vscode.Selection[],
): readonly BlamedLines[] {
  return blamed.flatMap(group =>
    selections.flatMap(({ start, end }) => {
      const firstLine = Math.max(group.firstLine, start.line + 1);
      const lastSelected = end.character === 0 ? end.line : end.line + 1;
      const lastLine = Math.min(group.firstLine + group.lineCount - 1, lastSelected);
      return firstLine <= lastLine
        ? [{ ...group, firstLine, lineCount: lastLine - firstLine + 1 }]
        : [];
    }),
  );
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  if (openDocument(uri)) {
    return false;
  }
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

function tooLong(): string {
  return vscode.l10n.t('Git needed too long: only the latest changes are counted.');
}
