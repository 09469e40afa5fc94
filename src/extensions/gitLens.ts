import * as vscode from 'vscode';
import { type Disposable, type DisposableStore, MutableDisposable } from '../base/disposables';
import { fieldsOf } from '../base/memento';
import { plainName } from '../base/plainText';
import { UserError } from '../base/userError';
import type { CodeContext } from '../code/context';
import type { PeopleByAddress } from '../code/peopleByAddress';
import { askableAddress } from '../code/whoCanIAsk/addressRules';
import { requireReady } from '../code/whoCanIAsk/findColleagues';

/** What is used of the API that GitLens gives to other extensions (its `gitlens.d.ts`). */
interface GitLens {
  registerActionRunner(action: 'hover.commands', runner: ActionRunner): Disposable;
}

interface ActionRunner {
  readonly partnerId: string;
  readonly name: string;
  /** What the row says in the list that a hover opens. */
  readonly label: (hovered: unknown) => string;
  run(hovered: unknown): Promise<void>;
}

/** What the action of a hover works with. */
export interface GitLensParts {
  readonly code: CodeContext;
  readonly people: Pick<PeopleByAddress, 'look'>;
  /** Shows the person what kept it from working. */
  readonly report: (error: unknown) => void;
}

/** While GitLens is installed beside us, its hovers offer the availability of a commit's author. */
export function addToGitLens(source: GitLensParts, parts: DisposableStore): void {
  const registered = parts.add(new MutableDisposable<Disposable>());
  const update = async () => {
    const extension = vscode.extensions.getExtension<unknown>('eamodio.gitlens');
    if (!extension) {
      registered.value = undefined;
    } else if (!registered.value) {
      // It starts along with VS Code anyway. This waits until it has.
      const api = await extension.activate();
      registered.value ??= isGitLens(api)
        ? api.registerActionRunner('hover.commands', createRunner(source))
        : undefined;
    }
  };
  // What GitLens throws when it starts, it has told itself.
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

/** Under the same consent and for the same domains as everything about the people of this code. */
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

/** Of the commit that the pointer rests on: git's own words, which may be anything. */
function authorOf(hovered: unknown): Author {
  const author = fieldsOf(fieldsOf(fieldsOf(hovered).get('commit')).get('author'));
  const text = (field: string) => {
    const value = author.get(field);
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), email: text('email') };
}
