import * as vscode from 'vscode';
import { explainColleague } from '../code/whoCanIAsk/colleagueItems';
import { findWhomToAsk } from '../code/whoCanIAsk/whoCanIAsk';
import type { ToolInput } from './inputs';
import type { PeopleAnswer } from './people';
import { noConsent, outsideWorkspace } from './sentences';
import { answer, bringUpToDate, describe, knowMe, type ToolContext } from './tools';

const mostAnswered = 10;
const longestMs = 30_000;

/** `circuit_find_whom_to_ask`. A model can't ask for the person's consent. */
export async function tellWhomToAsk(
  { file_path, first_line, last_line = first_line }: ToolInput<'circuit_find_whom_to_ask'>,
  context: ToolContext,
  token: vscode.CancellationToken,
): Promise<PeopleAnswer> {
  const uri = uriInWorkspace(file_path);
  if (!context.code.consent.isGiven) {
    throw noConsent();
  }
  await knowMe(context);
  const selections =
    first_line === undefined ? [] : [new vscode.Selection(first_line - 1, 0, last_line ?? 0, 0)];
  const stop = new AbortController();
  const listener = token.onCancellationRequested(() => stop.abort(new vscode.CancellationError()));
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(longestMs)]);
  try {
    const finding = await findWhomToAsk(uri, selections, context.code, signal);
    const found = finding.colleagues.slice(0, mostAnswered);
    await bringUpToDate(found, context);
    const people = found.map(colleague => ({
      ...describe(colleague, context),
      why: explainColleague(colleague, finding.measure),
    }));
    return answer(people, context, finding.notes);
  } finally {
    listener.dispose();
  }
}

function uriInWorkspace(filePath: string): vscode.Uri {
  const { path } = vscode.Uri.file(filePath);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const uri = folders
    // Joining removes any `..` from the path.
    .map(folder => vscode.Uri.joinPath(folder.uri.with({ path }), '.'))
    .find(candidate => vscode.workspace.getWorkspaceFolder(candidate) !== undefined);
  if (uri === undefined) {
    throw outsideWorkspace();
  }
  return uri;
}
