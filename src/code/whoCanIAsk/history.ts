import * as vscode from 'vscode';
import { type BlamedLines, countLines } from '../../git/blame';
import type { Contribution } from '../../git/contribution';
import type { AskGit } from '../../git/questions';
import { openDocument } from '../../git/workspaceFile';
import { partialWords, untoldWords } from '../gitWords';
import type { Measure } from './reasons';

/** Git's answer about a place; `notes` are localised sentences about what is missing. */
export interface History {
  readonly contributions: readonly Contribution[];
  readonly measure: Measure;
  readonly notes: readonly string[];
}

const folderDays = 730;

/** The authors of a file, of the lines in `selections`, or of a folder. Throws if aborted. */
export async function readHistory(
  askGit: AskGit,
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  signal: AbortSignal,
): Promise<History> {
  return (await isFolder(uri))
    ? readFolder(askGit, uri, signal)
    : readLines(askGit, uri, selections, signal);
}

async function readFolder(askGit: AskGit, uri: vscode.Uri, signal: AbortSignal): Promise<History> {
  const answer = await askGit('authors', { uri, sinceDays: folderDays }, signal);
  return answer.kind === 'told'
    ? { contributions: answer.told.value, measure: 'commits', notes: partialWords(answer.told) }
    : { contributions: [], measure: 'commits', notes: [untoldWords(answer.why)] };
}

async function readLines(
  askGit: AskGit,
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  signal: AbortSignal,
): Promise<History> {
  const measure = selections.length > 0 ? 'selectedLines' : 'fileLines';
  const answer = await askGit('blame', { uri }, signal);
  if (answer.kind === 'untold') {
    return { contributions: [], measure, notes: [untoldWords(answer.why)] };
  }
  const { value } = answer.told;
  return {
    contributions: countLines(selections.length > 0 ? within(value, selections) : value),
    measure,
    notes: partialWords(answer.told),
  };
}

/**
 * The selected lines of `blamed`. A selection that ends at the start of a line does not include it.
 */
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
