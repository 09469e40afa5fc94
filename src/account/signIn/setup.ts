import * as vscode from 'vscode';
import { type Memento, readList } from '../../base/memento';
import { needsConfirmation } from '../../circuit/origin';
import { type HostSetting, isClientId } from '../../settingReaders';
import { type Settings, writeClientId, writeHost } from '../../settings';
import type { ClientSecrets } from '../storage/clientSecrets';
import { writeAdminRequest } from './adminRequest';
import { askHost } from './askHost';
import type { App } from './browserSignIn';
import { ask, cancelled } from './inputBox';

/** Asks for the OAuth app's client id, with help for whoever has none. */
export async function askClientId(
  origin: string,
  title: string,
  redirectUri: string,
): Promise<string> {
  const clientId = await ask({
    title,
    prompt: vscode.l10n.t('Client ID of the OAuth app that your administrator registered'),
    buttons: [
      {
        icon: 'question',
        tooltip: vscode.l10n.t('How do I get one?'),
        press: () =>
          vscode.l10n.t(
            'An administrator registers an OAuth app once for your company, in Circuit under Administration > OAuth Apps; where it is allowed, you can do so yourself under Manage applications > Custom Apps. Its redirect address is {0}.',
            redirectUri,
          ),
      },
      {
        icon: 'copy',
        tooltip: vscode.l10n.t('Copy request for my administrator'),
        press: async () => {
          await vscode.env.clipboard.writeText(writeAdminRequest(origin, redirectUri));
          return vscode.l10n.t(
            'A request with all that is needed is in the clipboard. Send it to your administrator and come back with the client ID.',
          );
        },
      },
    ],
    check: value =>
      isClientId(value)
        ? undefined
        : vscode.l10n.t('A client ID has no spaces and no special letters.'),
  });
  if (clientId === undefined) {
    throw cancelled();
  }
  return clientId;
}

const confirmedKey = 'circuit.confirmedHosts';

/** Finds out where and through which OAuth app to sign in, asking for what is not set yet. */
export class Setup {
  private readonly settings: Settings;
  private readonly secrets: ClientSecrets;
  private readonly memory: Memento;

  constructor(settings: Settings, secrets: ClientSecrets, memory: Memento) {
    this.settings = settings;
    this.secrets = secrets;
    this.memory = memory;
  }

  /** Asks nothing if everything is set. Throws an `AbortError` when the person closes a question. */
  async findApp(): Promise<App> {
    const host = this.settings.host.value;
    const origin = host.kind === 'ok' ? host.origin : await chooseHost(host);
    await this.confirm(origin);
    const known = this.settings.clientIds.value.get(origin);
    if (known === undefined) {
      await this.askClient(origin);
    }
    const clientId = known ?? this.settings.clientIds.value.get(origin);
    if (clientId === undefined) {
      throw cancelled();
    }
    return { origin, clientId, clientSecret: await this.secrets.get(origin) };
  }

  /** Asks for the OAuth app of `origin` again, e.g. because Circuit does not accept the one it has. */
  async askClient(origin: string): Promise<void> {
    const title = titleFor(origin);
    const redirectUri = `http://localhost:${this.settings.redirectPort.value}/callback`;
    const clientId = await askClientId(origin, title, redirectUri);
    const secret = await ask({
      title,
      prompt: vscode.l10n.t('Client secret of the OAuth app; leave it empty if there is none'),
      password: true,
    });
    if (secret === undefined) {
      throw cancelled();
    }
    await this.secrets.set(origin, secret);
    await writeClientId(origin, clientId);
  }

  /** A host that is none of Circuit's own is shown once as it really is, `xn--` and all. */
  private async confirm(origin: string): Promise<void> {
    const confirmed = readList(this.memory, confirmedKey);
    if (!needsConfirmation(origin) || confirmed.includes(origin)) {
      return;
    }
    const go = vscode.l10n.t('Continue');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Sign in at {0}?', origin),
      {
        modal: true,
        detail: vscode.l10n.t(
          'This is not one of the known addresses of Circuit. Your sign-in will be bound to exactly this address and sent nowhere else. Continue only if it is the address of your company.',
        ),
      },
      go,
    );
    if (answer !== go) {
      throw cancelled();
    }
    await this.memory.update(confirmedKey, [...confirmed, origin]);
  }
}

async function chooseHost(host: HostSetting): Promise<string> {
  const origin = await askHost(host.kind === 'bad' ? host.reason : undefined);
  await writeHost(origin);
  return origin;
}

function titleFor(origin: string): string {
  return vscode.l10n.t('Sign in to Circuit at {0}', new URL(origin).host);
}
