import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../base/disposables';
import { Emitter, type Event } from '../base/event';
import type { Memento } from '../base/memento';
import { UserError } from '../base/userError';

/**
 * Consent to look up the people of this code in Circuit. Kept in VS Code's own storage for this
 * workspace and account, not in a setting: a repository can bring settings and must not be able to
 * turn it on.
 */
export class Consent implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly memento: Memento;
  private readonly account: () => string | undefined;
  private readonly following: Disposable;

  constructor(
    memento: Memento,
    account: () => string | undefined,
    onDidChangeAccount: Event<unknown>,
  ) {
    this.memento = memento;
    this.account = account;
    this.following = combinedDisposable(
      onDidChangeAccount(() => this.announce()),
      this.changed,
    );
    this.announce();
  }

  get isGiven(): boolean {
    const key = this.key();
    return key !== undefined && this.memento.get(key) === true;
  }

  async set(isGiven: boolean): Promise<void> {
    const key = this.key();
    if (key !== undefined) {
      const written = this.memento.update(key, isGiven ? true : undefined);
      this.announce();
      await written;
    }
  }

  /** Asks for consent unless it was given. Throws if the person declines. */
  async require(domains: readonly string[]): Promise<void> {
    if (!this.isGiven) {
      await this.set(await askFor(domains));
    }
    if (!this.isGiven) {
      throw new vscode.CancellationError();
    }
  }

  dispose(): void {
    this.following.dispose();
  }

  private key(): string | undefined {
    const account = this.account();
    return account === undefined ? undefined : `circuit.askAboutCode:${account}`;
  }

  private announce(): void {
    void vscode.commands.executeCommand('setContext', 'circuit.asksAboutCode', this.isGiven);
    this.changed.fire();
  }
}

async function askFor(domains: readonly string[]): Promise<boolean> {
  if (domains.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        "There's nobody to look up because your own email domain is public. Add your company's domain to the circuit.allowedDomains setting.",
      ),
    );
  }
  const yes: vscode.QuickPickItem = {
    label: vscode.l10n.t('Yes, for this workspace'),
    detail: vscode.l10n.t(
      'Circuit receives email addresses in {0} from Git and CODEOWNERS.',
      domains.join(', '),
    ),
  };
  const no: vscode.QuickPickItem = { label: vscode.l10n.t('No') };
  const answer = await vscode.window.showQuickPick([yes, no], {
    title: vscode.l10n.t("Look Up This Code's Authors and Owners in Circuit?"),
    placeHolder: vscode.l10n.t('Nothing is published, and you can turn this off at any time.'),
    ignoreFocusOut: true,
  });
  return answer === yes;
}
