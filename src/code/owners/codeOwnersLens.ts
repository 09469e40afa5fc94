import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { NothingToDo } from '../../base/userError';
import { shownState } from '../../presence/stateWords';
import type { CodeContext } from '../context';
import { askableAddress } from '../whoCanIAsk/addressRules';
import { showColleagues } from '../whoCanIAsk/colleaguePick';
import { findColleagues, nobodyWords } from '../whoCanIAsk/findColleagues';
import { type OwnerRule, parseCodeOwners } from './codeOwners';
import { nameOfOwner } from './owner';

const mostLenses = 500;
const mostPeople = 50;
/** For a whole file: a repository cannot make the extension look up more. */
const mostAddresses = 200;

/**
 * Shows above each rule of a `CODEOWNERS` file how many owners it has and how many are available.
 */
export function createCodeOwnersLens(context: CodeContext, parts: DisposableStore): void {
  const changed = parts.add(new vscode.EventEmitter<void>());
  let shown = new Set<string>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: document => {
      const rules = rulesOf(document).slice(0, mostLenses);
      const all = new Set(rules.flatMap(rule => addressesOf(rule, context)));
      const addresses = [...all].slice(0, mostAddresses);
      void learn(addresses, context).then(isNews => isNews && changed.fire());
      const ids = addresses.flatMap(address => idOf(address, context) ?? []);
      shown = new Set(ids);
      context.interest.linger([...shown]);
      return rules.map(rule => toLens(rule, document, context));
    },
  };
  parts.add(vscode.languages.registerCodeLensProvider({ pattern: '**/CODEOWNERS' }, provider));
  parts.add(
    context.store.onDidChange(ids => {
      if ([...ids].some(id => shown.has(id))) {
        changed.fire();
      }
    }),
  );
}

/** Shows the people of one rule, called by its lens with the document's URI and the rule's line. */
export async function showOwners(
  [uri, line]: readonly unknown[],
  context: CodeContext,
): Promise<void> {
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri);
  const rule = document && rulesOf(document).find(each => each.line === line);
  if (rule === undefined) {
    throw new NothingToDo(vscode.l10n.t('Open a CODEOWNERS file and select one of its rules.'));
  }
  const found = { contributions: [], owners: rule.owners };
  await showColleagues(
    vscode.l10n.t('Owners of These Files'),
    async () => {
      const colleagues = await findColleagues(found, context, mostPeople);
      const notes = colleagues.length === 0 ? [nobodyWords(found, context)] : [];
      return { colleagues, measure: 'fileLines', notes };
    },
    context,
  );
}

function rulesOf(document: vscode.TextDocument): readonly OwnerRule[] {
  const rules = parseCodeOwners(document.getText(), document.uri.path);
  return rules.filter(({ owners }) => owners.length > 0);
}

function addressesOf({ owners }: OwnerRule, context: CodeContext): readonly string[] {
  const rules = context.rules();
  return owners.flatMap(owner =>
    owner.kind === 'team' ? [] : (askableAddress(nameOfOwner(owner), rules) ?? []),
  );
}

function idOf(address: string, { book }: CodeContext): string | undefined {
  const entry = book.get(address);
  return entry?.kind === 'person' ? entry.userId : undefined;
}

/** Returns whether something was learned; otherwise nothing is redrawn or asked for again. */
async function learn(addresses: readonly string[], { book }: CodeContext): Promise<boolean> {
  const unknown = addresses.filter(address => book.get(address) === undefined);
  await book.learnQuietly(unknown);
  return unknown.some(address => book.get(address) !== undefined);
}

function toLens(
  rule: OwnerRule,
  { uri }: vscode.TextDocument,
  context: CodeContext,
): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(rule.line, 0, rule.line, 0), {
    title: lensWords(rule, context),
    command: 'circuit.showOwners',
    arguments: [uri.toString(), rule.line],
  });
}

function lensWords(rule: OwnerRule, context: CodeContext): string {
  const { l10n } = vscode;
  const count = new Set(rule.owners.map(nameOfOwner)).size;
  const addresses = addressesOf(rule, context);
  const ids = new Set(addresses.flatMap(address => idOf(address, context) ?? []));
  if (ids.size === 0) {
    const isAnswered = addresses.some(address => context.book.get(address) !== undefined);
    return isAnswered
      ? l10n.t('Owners: {0} (none in Circuit)', count)
      : l10n.t('Owners: {0}', count);
  }
  const available = [...ids].filter(id => shownState(context.store.get(id)) === 'AVAILABLE').length;
  return l10n.t('Owners: {0} ({1} available)', count, available);
}
