import * as vscode from 'vscode';
import { escapeIcons, toPlainText } from '../../base/plainText';
import { UserError } from '../../base/userError';
import { lookUpUsers } from '../../circuit/lookUpUsers';
import type { PeopleContext } from '../context';
import { requireAccount } from '../openLink';
import {
  type AdditionOutcome,
  outcomeWords,
  summarize,
  type SummaryLine,
  summaryTitle,
} from './additionSummary';
import { pickAddressText } from './addressSource';
import { watchPeople } from './commands';
import { type Addresses, parseAddresses } from './parseAddresses';

/**
 * Watches everybody whose email address is in a text, new ones in a group, and reports who was found and who was not,
 * and why.
 */
export async function addMany(parts: PeopleContext, groupId?: string): Promise<void> {
  requireAccount(parts.account());
  const text = await pickAddressText();
  if (text === undefined) {
    return;
  }
  const found = parseAddresses(text);
  if (found.addresses.length === 0) {
    throw new UserError(vscode.l10n.t('That text contains no email addresses.'));
  }
  const addresses = await confirmAddresses(found);
  if (addresses) {
    const chosen = { ...found, addresses };
    const lines = await lookUpAndWatch(chosen, parts, groupId);
    await showSummary(lines, chosen);
  }
}

/** Shows which addresses will be sent to Circuit, before they are. */
async function confirmAddresses({ addresses }: Addresses): Promise<readonly string[] | undefined> {
  const items = addresses.map(address => ({ label: escapeIcons(address), address, picked: true }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Addresses to Look Up in Circuit: {0}', addresses.length),
    placeHolder: vscode.l10n.t("Clear any address you don't want to look up"),
    canPickMany: true,
  });
  return chosen && chosen.length > 0 ? chosen.map(({ address }) => address) : undefined;
}

async function lookUpAndWatch(
  chosen: Addresses,
  { poller, directory, watchList }: PeopleContext,
  groupId: string | undefined,
): Promise<readonly SummaryLine[]> {
  const lookUp = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking up people in Circuit'),
      cancellable: true,
    },
    (_progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort(new vscode.CancellationError()));
      return poller.ask((client, session) =>
        lookUpUsers(client, chosen.addresses, AbortSignal.any([session, cancel.signal])),
      );
    },
  );
  const users = [...new Set(lookUp.found.values())];
  directory.learn(users);
  const addition = await watchPeople(users, watchList, groupId);
  return summarize(chosen, lookUp, addition);
}

async function showSummary(lines: readonly SummaryLine[], chosen: Addresses): Promise<void> {
  const items = lines.map(line => ({
    label: escapeIcons(toPlainText(line.address, 254)),
    description: escapeIcons(toPlainText(line.name, 64)),
    detail: outcomeWords(line),
    iconPath: new vscode.ThemeIcon(outcomeIcons[line.outcome]),
  }));
  await vscode.window.showQuickPick(items, { title: summaryTitle(lines, chosen) });
}

const outcomeIcons: Readonly<Record<AdditionOutcome, string>> = {
  missing: 'question',
  invalid: 'warning',
  noRoom: 'circle-slash',
  already: 'eye',
  added: 'check',
};
