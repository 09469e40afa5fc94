import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../base/event';
import { Refusal } from '../../base/userError';
import { shownState } from '../../presence/stateWords';
import type { CodeKit } from '../context';
import { openDocument } from '../history/workspaceFile';
import { askableAddress } from '../whoCanIAsk/addressRules';
import { showColleagues } from '../whoCanIAsk/colleaguePick';
import { findColleagues, nobodyWords } from '../whoCanIAsk/findColleagues';
import { nameOfOwner, type OwnerRule, parseCodeOwners } from './codeOwners';

const mostLenses = 500;
const mostPeople = 50;
/** Of a whole file: a repository cannot make us ask for more. */
const mostAddresses = 200;

/** Over each rule of a `CODEOWNERS` how many owners it has, and how many can be asked. */
export function createCodeOwnersLens(kit: CodeKit): Disposable {
  const changed = new vscode.EventEmitter<void>();
  let shown = new Set<string>();
  const provider = vscode.languages.registerCodeLensProvider(
    { pattern: '**/CODEOWNERS' },
    {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: document => {
        const rules = rulesOf(document).slice(0, mostLenses);
        const all = new Set(rules.flatMap(rule => addressesOf(rule, kit)));
        const addresses = [...all].slice(0, mostAddresses);
        void learn(addresses, kit).then(isNews => isNews && changed.fire());
        const ids = addresses.flatMap(address => idOf(address, kit) ?? []);
        shown = new Set(ids);
        kit.interest.linger([...shown]);
        kit.poller.poke();
        return rules.map(rule => toLens(rule, document, kit));
      },
    },
  );
  const following = kit.store.onDidChange(ids => {
    if ([...ids].some(id => shown.has(id))) {
      changed.fire();
    }
  });
  return disposeAll(provider, following, changed);
}

/** The people of one rule, from its lens: the document's address and the rule's line. */
export async function showOwners([uri, line]: readonly unknown[], kit: CodeKit): Promise<void> {
  const document = typeof uri === 'string' ? openDocument(vscode.Uri.parse(uri)) : undefined;
  const rule = document && rulesOf(document).find(each => each.line === line);
  if (rule === undefined) {
    throw new Refusal(vscode.l10n.t('Open a CODEOWNERS file and choose one of its rules.'));
  }
  const found = { contributions: [], owners: rule.owners };
  await showColleagues(
    vscode.l10n.t('The Owners of These Files'),
    async () => {
      const colleagues = await findColleagues(found, kit, mostPeople);
      const notes = colleagues.length === 0 ? [nobodyWords(found, kit)] : [];
      return { colleagues, measure: 'fileLines', notes };
    },
    kit,
  );
}

function rulesOf(document: vscode.TextDocument): readonly OwnerRule[] {
  const rules = parseCodeOwners(document.getText(), document.uri.path);
  return rules.filter(({ owners }) => owners.length > 0);
}

function addressesOf({ owners }: OwnerRule, kit: CodeKit): readonly string[] {
  const rules = kit.rules();
  return owners.flatMap(owner =>
    owner.kind === 'team' ? [] : (askableAddress(nameOfOwner(owner), rules) ?? []),
  );
}

function idOf(address: string, { book }: CodeKit): string | undefined {
  const entry = book.get(address);
  return entry?.kind === 'person' ? entry.userId : undefined;
}

/** True when something was learned: otherwise nothing is drawn anew, and nothing asked again. */
async function learn(addresses: readonly string[], { book }: CodeKit): Promise<boolean> {
  const unknown = addresses.filter(address => book.get(address) === undefined);
  await book.learnQuietly(unknown);
  return unknown.some(address => book.get(address) !== undefined);
}

function toLens(rule: OwnerRule, { uri }: vscode.TextDocument, kit: CodeKit): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(rule.line, 0, rule.line, 0), {
    title: lensWords(rule, kit),
    command: 'circuit.showOwners',
    arguments: [uri.toString(), rule.line],
  });
}

function lensWords(rule: OwnerRule, kit: CodeKit): string {
  const { l10n } = vscode;
  const count = new Set(rule.owners.map(nameOfOwner)).size;
  const addresses = addressesOf(rule, kit);
  const ids = new Set(addresses.flatMap(address => idOf(address, kit) ?? []));
  if (ids.size === 0) {
    const isAnswered = addresses.some(address => kit.book.get(address) !== undefined);
    return isAnswered
      ? l10n.t('Owners: {0} (nobody known to Circuit)', count)
      : l10n.t('Owners: {0}', count);
  }
  const available = [...ids].filter(id => shownState(kit.store.get(id)) === 'AVAILABLE').length;
  return l10n.t('Owners: {0} ({1} available)', count, available);
}
