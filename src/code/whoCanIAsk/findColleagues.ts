import * as vscode from 'vscode';
import { SignInRequiredError } from '../../base/userError';
import type { CodeContext } from '../context';
import {
  addressesOf,
  type Colleague,
  type Found,
  keepAskable,
  knownColleagues,
} from './colleagues';

/**
 * Makes sure that somebody is signed in, that their identity is known, and that there is consent.
 */
export async function requireReady({ store, poller, rules, consent }: CodeContext): Promise<void> {
  if (store.connection.kind === 'signedOut') {
    throw new SignInRequiredError();
  }
  if (store.ownId === undefined) {
    await poller.refresh();
  }
  await consent.require([...rules().domains]);
}

/** The Circuit users among those found, the most knowledgeable first. Throws a `CircuitError`. */
export async function findColleagues(
  found: Found,
  { book, rules, store }: CodeContext,
  limit: number,
): Promise<readonly Colleague[]> {
  const now = Date.now();
  const askable = keepAskable(found, rules());
  await book.learn(addressesOf(askable, now));
  const who = { get: (address: string) => book.get(address), ownId: store.ownId };
  return knownColleagues(askable, who, { now, limit });
}

/** The reason nobody is shown, as one or two localised lines. */
export function nobodyWords(found: Found, { rules }: CodeContext): string {
  const { contributions, owners } = found;
  if (contributions.length + owners.length === 0) {
    return vscode.l10n.t('No authors or owners were found.');
  }
  const domains = [...rules().domains].join(', ');
  return [
    contributions.length === 0
      ? vscode.l10n.t('None of these owners were found in Circuit.')
      : vscode.l10n.t('None of the people who wrote or own this were found in Circuit.'),
    vscode.l10n.t('Only addresses in {0} are looked up.', domains),
  ].join('\n');
}
