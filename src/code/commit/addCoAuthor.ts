import * as vscode from 'vscode';
import { escapeIcons } from '../../base/plainText';
import { NothingToDo, UserError } from '../../base/userError';
import { availableFirst, describeRow } from '../../people/personText';
import type { CodeContext } from '../context';
import { findGitApi, type GitApi, type GitRepository } from '../../git/gitExtension';
import type { AskGit } from '../../git/questions';
import { addToMessage, changeBetween } from './addToMessage';
import { commentPrefix } from './commentPrefix';
import { coAuthorLine } from './trailer';

interface CoAuthorItem extends vscode.QuickPickItem {
  readonly userId: string;
}

/** Adds a watched person as co-author to the commit message being written. */
export async function addCoAuthor(args: readonly unknown[], context: CodeContext): Promise<void> {
  const write = await findMessage(args, context);
  const chosen = await vscode.window.showQuickPick(listPeople(context), {
    title: vscode.l10n.t('Add Co-author'),
    placeHolder: vscode.l10n.t('Who worked on this with you?'),
  });
  if (chosen === undefined) {
    return;
  }
  const user = await context.poller.ask((client, signal) => client.getUser(chosen.userId, signal));
  if (!user?.emailAddress) {
    throw new UserError(vscode.l10n.t('Circuit shows no email address for this person.'));
  }
  await write(coAuthorLine(user.displayName, user.emailAddress));
}

function listPeople({ lists, store }: CodeContext): readonly CoAuthorItem[] {
  const moment = { now: Date.now() };
  const { people } = lists.watchList.watching;
  if (people.length === 0) {
    throw new NothingToDo(
      vscode.l10n.t(
        "You're not watching anyone yet. Co-authors are chosen from the people you watch.",
      ),
    );
  }
  return availableFirst(people, userId => store.get(userId)).map(person => {
    const row = describeRow(person, store.get(person.userId), moment);
    return {
      userId: person.userId,
      label: row.label,
      description: row.description,
      iconPath: new vscode.ThemeIcon(row.icon, new vscode.ThemeColor(row.color)),
    };
  });
}

type Write = (line: string) => PromiseLike<unknown>;

/**
 * The commit message in the editor, if git opened one there, otherwise the one in Source Control.
 */
async function findMessage(args: readonly unknown[], { git }: CodeContext): Promise<Write> {
  const { askGit } = git;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === 'git-commit') {
    return line => writeInEditor(editor, line, askGit);
  }
  const api = await findGitApi();
  if (api === undefined && vscode.env.remoteName !== undefined) {
    return copyLine;
  }
  const repository = await findRepository(args, api);
  return async line => {
    const box = repository.inputBox;
    // VS Code passes this text to git unchanged: a line that starts with # is not a comment.
    box.value = await addToMessage(box.value, line, { askGit, comment: undefined });
  };
}

/** Source Control's message belongs to the Git extension, which here runs on another computer. */
async function copyLine(line: string): Promise<void> {
  await vscode.env.clipboard.writeText(line);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The commit message is on a different computer than this extension. The line for your co-author was copied to the clipboard; paste it at the end of the message.',
    ),
  );
}

async function writeInEditor(
  editor: vscode.TextEditor,
  line: string,
  askGit: AskGit,
): Promise<void> {
  const { document } = editor;
  const text = document.getText();
  const lines = text.replaceAll('\r\n', '\n');
  const { signal } = new AbortController();
  const setting = await askGit('commentSetting', { uri: document.uri }, signal);
  const configured = setting.kind === 'told' ? setting.told : undefined;
  const comment = commentPrefix(lines, configured);
  const added = await addToMessage(lines, line, { askGit, comment });
  const isWindows = document.eol === vscode.EndOfLine.CRLF;
  const change = changeBetween(text, isWindows ? added.replaceAll('\n', '\r\n') : added);
  await editor.edit(builder => {
    const range = new vscode.Range(
      document.positionAt(change.start),
      document.positionAt(change.end),
    );
    builder.replace(range, change.text);
  });
}

/** The repository of a button in Source Control, or the only one, or one that the person picks. */
async function findRepository(
  [source]: readonly unknown[],
  api: GitApi | undefined,
): Promise<GitRepository> {
  const repositories = api?.repositories ?? [];
  const root = rootOf(source);
  const wanted = repositories.find(({ rootUri }) => rootUri.toString() === root?.toString());
  const [only, another] = repositories;
  const repository = wanted ?? (another ? await pickRepository(repositories) : only);
  if (repository === undefined) {
    throw new NothingToDo(vscode.l10n.t("There's no commit message to add a co-author to."));
  }
  return repository;
}

/** The argument that VS Code passes to commands in Source Control's title. */
function rootOf(source: unknown): vscode.Uri | undefined {
  const isObject = typeof source === 'object' && source !== null;
  return isObject && 'rootUri' in source && source.rootUri instanceof vscode.Uri
    ? source.rootUri
    : undefined;
}

async function pickRepository(repositories: readonly GitRepository[]): Promise<GitRepository> {
  const items = repositories.map(repository => ({
    label: escapeIcons(repository.rootUri.path.split('/').at(-1) ?? ''),
    repository,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Select a Repository'),
  });
  if (chosen === undefined) {
    throw new vscode.CancellationError();
  }
  return chosen.repository;
}
