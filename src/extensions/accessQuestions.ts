import * as vscode from 'vscode';
import { escapeLinks, isolate, plainName, toPlainText } from '../base/plainText';
import type { AccessList } from './accessList';

const deadlineMs = 60_000;
const mostOfReason = 150;

/** An extension as people know it. */
export interface NamedExtension {
  readonly id: string;
  readonly name: string;
}

/**
 * The extensions that the person was asked about in this window, by account. Nobody is asked twice.
 */
export class AccessQuestions {
  private readonly access: AccessList;
  private readonly account: () => string | undefined;
  private readonly asked = new Map<string, Promise<void>>();

  constructor(access: AccessList, account: () => string | undefined) {
    this.access = access;
    this.account = account;
  }

  isAllowed({ id }: NamedExtension): boolean {
    return this.access.entries.get(id) === 'allowed';
  }

  /** Asks the person, unless they have answered or closed the question before. */
  async require(extension: NamedExtension, reason: string): Promise<boolean> {
    const account = this.account();
    if (account !== undefined && !this.access.entries.has(extension.id)) {
      const key = `${account} ${extension.id}`;
      const question = this.asked.get(key) ?? this.ask(extension, reason, account);
      this.asked.set(key, question);
      await question;
    }
    return this.isAllowed(extension);
  }

  /** Gives up after a minute. A later click counts the next time. */
  private async ask(extension: NamedExtension, reason: string, account: string): Promise<void> {
    const { l10n } = vscode;
    const [allow, notNow, never] = [l10n.t('Allow'), l10n.t('Not Now'), l10n.t('Never')];
    const clicked = vscode.window.showInformationMessage(
      question(extension, reason),
      allow,
      notNow,
      never,
    );
    const kept = Promise.resolve(clicked).then(async answer => {
      if (answer === allow || answer === never) {
        await this.access.set(extension.id, answer === allow ? 'allowed' : 'never', account);
      }
    });
    const over = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => over.resolve(undefined), deadlineMs);
    try {
      await Promise.race([kept, over.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The name and the reason are the extension's own words. */
function question({ id, name }: NamedExtension, reason: string): string {
  const own = (text: string) => isolate(escapeLinks(text));
  return vscode.l10n.t(
    'The extension “{0}” ({1}) wants to see whether colleagues are available, by email address. Its reason: “{2}”',
    own(plainName(name)),
    id,
    own(toPlainText(reason, mostOfReason)),
  );
}
