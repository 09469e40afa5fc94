import * as vscode from 'vscode';
import type { CurrentAccount } from '../account/account';
import { DisposableStore, MutableDisposable } from '../base/disposables';
import type { Memento } from '../base/memento';
import { lookUpUsers } from '../circuit/lookUpUsers';
import type { CommandTable } from '../commandIds';
import type { GitReach } from '../git/remote/gitReach';
import type { PeopleLists } from '../people/lists';
import type { Poller } from '../presence/polling/poller';
import { accountKey } from '../presence/shared/session';
import type { PresenceStore } from '../presence/store';
import { Consent } from './consent';
import type { CodeContext } from './context';
import { createConflictLens } from './editor/conflictLens';
import { createHover } from './editor/hover';
import { addCoAuthor } from './commit/addCoAuthor';
import { createCodeOwnersLens, showOwners } from './owners/codeOwnersLens';
import type { PresenceInterest } from './presenceInterest';
import { createRepositoryView, type RepositoryView } from './repositoryView';
import { offerTeam, startWithTeam } from './startWithTeam';
import { AddressBook } from './whoCanIAsk/addressBook';
import { defaultDomains } from './whoCanIAsk/addressRules';
import { whoCanIAsk } from './whoCanIAsk/whoCanIAsk';

export interface CodeOptions {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'poke' | 'refresh'>;
  readonly account: CurrentAccount;
  readonly lists: PeopleLists;
  /** The poller asks for these people too. */
  readonly interest: PresenceInterest;
  /** Storage for this workspace on this computer. */
  readonly memory: Memento;
  /** The validated settings `circuit.allowedDomains` and `circuit.addresses`. */
  readonly domains: () => readonly string[];
  readonly addresses: () => ReadonlyMap<string, string>;
  readonly git: GitReach;
}

/** The user interface for the people of this code. */
export interface Code {
  readonly commands: CommandTable<'code'>;
  /** For those who ask about this code by other ways than a command. */
  readonly context: CodeContext;
  /** After a sign-in, offers to start with the people of this code. */
  offerTeam(): Promise<void>;
}

/** Builds the features about code into `parts`. */
export function createCode(options: CodeOptions, parts: DisposableStore): Code {
  const { poller, account, memory, lists } = options;
  const key = () => accountKey(account.account);
  const consent = parts.add(new Consent(memory, key, account.onDidChange));
  const book = new AddressBook(async (addresses, purpose) => {
    if (!consent.isGiven) {
      throw new vscode.CancellationError();
    }
    const { found } = await poller.ask(
      (client, signal) => lookUpUsers(client, addresses, signal),
      purpose,
    );
    lists.names.learn(found.values());
    return found;
  });
  const context: CodeContext = {
    ...options,
    account: () => account.account,
    onDidChangeAccount: account.onDidChange,
    book,
    consent,
    rules: () => ({ domains: new Set(domainsOf(options)), addresses: options.addresses() }),
  };
  const repository = createRepositoryView(context, parts);
  parts.add(options.interest);
  readCodeWhileAsking(context, parts);
  // Also for another account, which may or may not have consented and knows other people.
  parts.add(
    consent.onDidChange(() => {
      book.clear();
      lists.names.clear();
      options.interest.clear();
    }),
  );
  return {
    commands: codeCommands(context, repository),
    context,
    offerTeam: () => offerTeam(context, rememberOffer(memory, key)),
  };
}

/** The setting; by default the domain of the signed-in person's address. */
function domainsOf({ domains, store }: CodeOptions): readonly string[] {
  const chosen = domains();
  const me = 'me' in store.connection ? store.connection.me : undefined;
  return chosen.length > 0 ? chosen : defaultDomains(me?.emailAddress);
}

function codeCommands(context: CodeContext, repository: RepositoryView): CommandTable<'code'> {
  return {
    'circuit.whoCanIAsk': (...args: unknown[]) => whoCanIAsk(args, context),
    'circuit.startWithTeam': () => startWithTeam(context),
    'circuit.addCoAuthor': (...args: unknown[]) => addCoAuthor(args, context),
    'circuit.showOwners': (...args: unknown[]) => showOwners(args, context),
    'circuit.repository.refresh': () => repository.reload(),
    'circuit.repository.actions': async () => {
      // Like Enter in any list: select the focused row first.
      await vscode.commands.executeCommand('list.select');
      const [userId] = repository.selection;
      if (userId !== undefined) {
        await vscode.commands.executeCommand('circuit.person.actions', userId);
      }
    },
    'circuit.stopAskingAboutCode': () => context.consent.set(false),
  };
}

/**
 * The hover and lenses exist only while somebody is signed in and has consented for this workspace.
 */
function readCodeWhileAsking(context: CodeContext, parts: DisposableStore): void {
  const { consent, store, git } = context;
  const readers = parts.add(new MutableDisposable<DisposableStore>());
  const update = () => {
    const isOn = consent.isGiven && store.connection.kind !== 'signedOut';
    if (!isOn) {
      readers.value = undefined;
    } else if (!readers.value) {
      readers.value = new DisposableStore();
      createHover(context, readers.value);
      createCodeOwnersLens(context, readers.value);
      createConflictLens(context, readers.value);
    }
  };
  parts.add(consent.onDidChange(update));
  parts.add(store.onDidChangeConnection(update));
  parts.add(
    git.onDidReach(() => {
      readers.value = undefined; // they have kept that git did not answer
      update();
    }),
  );
  update();
}

function rememberOffer(memory: Memento, key: () => string | undefined) {
  const name = () => `circuit.teamOffered:${key() ?? ''}`;
  return { get: () => memory.get(name()) === true, set: () => memory.update(name(), true) };
}
