import * as vscode from 'vscode';
import { escapeIcons, toPlainText } from '../../base/plainText';
import { NothingToDo } from '../../base/userError';
import type { CodeContext } from '../context';
import { readOwners } from '../owners/ownersFile';
import type { Finding } from './colleagueItems';
import { showColleagues } from './colleaguePick';
import { findColleagues, nobodyWords, requireReady } from './findColleagues';
import { readHistory } from './history';

const mostPeople = 12;

/** Shows who knows the current file, folder or selection and can be asked. */
export async function whoCanIAsk(args: readonly unknown[], context: CodeContext): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const [asked] = args;
  const open = asked instanceof vscode.Uri ? asked : editor?.document.uri;
  const isUsable = open !== undefined && open.scheme !== 'untitled';
  const uri = isUsable ? open : await chooseFile(asked);
  await requireReady(context);
  await context.git.reach(uri, 'asked');
  const isInEditor = editor?.document.uri.toString() === uri.toString();
  const selections = isInEditor ? editor.selections.filter(({ isEmpty }) => !isEmpty) : [];
  await showColleagues(
    selections.length > 0
      ? vscode.l10n.t('Who Can I Ask About These Lines?')
      : vscode.l10n.t('Who Can I Ask About {0}?', fileName(uri)),
    signal => findWhomToAsk(uri, selections, context, signal),
    context,
  );
}

/** Asks for a file if none is open. Throws if there is none to choose. */
async function chooseFile(asked: unknown): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || asked !== undefined) {
    throw new NothingToDo(vscode.l10n.t('Open a file first, or select one in the Explorer.'));
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Select a File to Ask About'),
      openLabel: vscode.l10n.t('Select'),
      defaultUri: folder.uri,
    })) ?? [];
  if (chosen === undefined) {
    throw new vscode.CancellationError();
  }
  return chosen;
}

/** Who wrote or owns what is at `uri`, or the selected lines of it. Throws the reason of an abort. */
export async function findWhomToAsk(
  uri: vscode.Uri,
  selections: readonly vscode.Selection[],
  context: CodeContext,
  signal: AbortSignal,
): Promise<Finding> {
  const { askGit } = context.git;
  const repository = await askGit('root', { uri }, signal);
  const root =
    repository.kind === 'told' ? repository.told : vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const [history, { owners, isWhole }] = await Promise.all([
    readHistory(askGit, uri, selections, signal),
    readOwners(root, uri),
  ]);
  const found = { contributions: history.contributions, owners };
  signal.throwIfAborted();
  const colleagues = await findColleagues(found, context, mostPeople);
  const tooMany = isWhole
    ? []
    : [vscode.l10n.t('CODEOWNERS has too many rules, so it was only partly read.')];
  const nobody = colleagues.length === 0 ? [nobodyWords(found, context)] : [];
  return { colleagues, measure: history.measure, notes: [...history.notes, ...tooMany, ...nobody] };
}

function fileName(uri: vscode.Uri): string {
  return escapeIcons(toPlainText(uri.path.split('/').at(-1) ?? '', 64));
}
