import * as vscode from 'vscode';
import { type Disposable, type DisposableStore, MutableDisposable } from '../base/disposables';
import { fieldsOf } from '../base/memento';
import { plainName } from '../base/plainText';
import { UserError } from '../base/userError';
import type { CodeContext } from '../code/context';
import type { PeopleByAddress } from '../code/peopleByAddress';
import { askableAddress } from '../code/whoCanIAsk/addressRules';
import { requireReady } from '../code/whoCanIAsk/findColleagues';

/** The part we use of the API that GitLens offers to other extensions (its `gitlens.d.ts`). */
interface GitLens {
  registerActionRunner(action: 'hover.commands', runner: ActionRunner): Disposable;
}

interface ActionRunner {
  readonly partnerId: string;
  readonly name: string;
  /** The text of the row in the list that a hover opens. */
  readonly label: (hovered: unknown) => string;
  run(hovered: unknown): Promise<void>;
}

/** What the action in a hover needs. */
export interface GitLensParts {
  readonly code: CodeContext;
  readonly people: Pick<PeopleByAddress, 'look'>;
  /** Tells the person why it didn't work. */
  readonly report: (error: unknown) => void;
}

/** While GitLens is installed, its hovers offer the availability of a commit's author. */
export function addToGitLens(source: GitLensParts, parts: DisposableStore): void {
  const registered = parts.add(new MutableDisposable<Disposable>());
  const update = async () => {
    const extension = vscode.extensions.getExtension<unknown>('eamodio.gitlens');
    if (!extension) {
      registered.value = undefined;
    } else if (!registered.value) {
      // GitLens starts with VS Code anyway; this only waits for it.
      const api = await extension.activate();
      registered.value ??= isGitLens(api)
        ? api.registerActionRunner('hover.commands', createRunner(source))
        : undefined;
    }
  };
  // GitLens itself reports what it throws while it starts.
  const tryUpdate = () => void update().catch(() => undefined);
  parts.add(vscode.extensions.onDidChange(tryUpdate));
  tryUpdate();
}

function isGitLens(api: unknown): api is GitLens {
  return (
    typeof api === 'object' &&
    api !== null &&
    'registerActionRunner' in api &&
    typeof api.registerActionRunner === 'function'
  );
}

function createRunner(source: GitLensParts): ActionRunner {
  return {
    partnerId: 'circuit-presence',
    name: 'Circuit',
    label: hovered => vscode.l10n.t('Availability of {0}', plainName(authorOf(hovered).name)),
    run: async hovered => {
      try {
        await showAuthor(authorOf(hovered), source);
      } catch (error) {
        source.report(error);
      }
    },
  };
}

/** Subject to the same consent and the same domains as everything about the people of this code. */
async function showAuthor({ name, email }: Author, { code, people }: GitLensParts): Promise<void> {
  await requireReady(code);
  const rules = code.rules();
  const address = askableAddress(email, rules, name);
  if (address === undefined) {
    throw new UserError(
      vscode.l10n.t('Only addresses in {0} are looked up.', [...rules.domains].join(', ')),
    );
  }
  await code.book.learn([address]);
  const entry = code.book.get(address);
  if (entry?.kind !== 'person') {
    throw new UserError(vscode.l10n.t("The author of this commit isn't in Circuit."));
  }
  await people.look([entry.userId]);
  await vscode.commands.executeCommand('circuit.person.actions', entry.userId);
}

interface Author {
  readonly name: string;
  readonly email: string;
}

/** The author of the commit under the pointer. Git's text may be anything. */
function authorOf(hovered: unknown): Author {
  const author = fieldsOf(fieldsOf(fieldsOf(hovered).get('commit')).get('author'));
  const text = (field: string) => {
    const value = author.get(field);
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), email: text('email') };
}
