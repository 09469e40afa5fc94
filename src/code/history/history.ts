import * as vscode from 'vscode';
import { GitError } from '../../node/git';
import type { Contribution } from '../contribution';
import type { Measure } from '../whoCanIAsk/reasons';
import type { GitAnswer } from './gitAnswer';
import { type BlamedLines, countLines } from './blame';
import type { GitHere } from './gitExtension';
import { listAuthors } from './listAuthors';
import { blameFile } from './queries';
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
      const isUnknown = error.fault === 'failed';
      const note = isUnknown ? vscode.l10n.t('Git knows nothing about this yet.') : error.message;
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
  const answer = await listAuthors(place, { sinceDays: folderDays }, signal);
  return { contributions: answer.value, measure: 'commits', notes: notesOn(answer) };
}

async function readLines(
  { git, folder }: Here,
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  signal: AbortSignal,
): Promise<History> {
  const spellings = await spellingsOf(uri);
  const measure = selections.length > 0 ? 'selectedLines' : 'fileLines';
  if (spellings.length === 0) {
    const note = vscode.l10n.t('This file cannot be read, or is too large.');
    return { contributions: [], measure, notes: [note] };
  }
  const file = { git, folder: folder.fsPath, path: uri.fsPath };
  const answer = await blameFile(file, spellings, signal);
  const { value } = answer;
  return {
    contributions: countLines(selections.length > 0 ? within(value, selections) : value),
    measure,
    notes: notesOn(answer),
  };
}

/**
 * The bytes of a file, or those that saving the editor's text would write; where git may keep the
 * same text in UTF-8, that too. None when it cannot be read or is too large.
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

function notesOn({ isWhole, isShallow }: GitAnswer<unknown>): readonly string[] {
  const { l10n } = vscode;
  return [
    ...(isWhole ? [] : [l10n.t('Git needed too long: only the latest changes are counted.')]),
    ...(isShallow
      ? [l10n.t('This is a shallow clone: who wrote what is older is not known here.')]
      : []),
  ];
}
