import * as vscode from 'vscode';
import { writeClientId, writeHost, type HostSetting, type Settings } from '../settings';
import { ask, cancelled } from './ask';
import { askClientId } from './askClientId';
import { askHost } from './askHost';
import type { App } from './browserSignIn';
import type { ClientSecrets } from './clientSecrets';
import { needsConfirmation } from './knownHosts';
import { readList, type Memory } from './memory';

const confirmedKey = 'circuit.confirmedHosts';

/** Finds out where and through which OAuth app to sign in, asking for what is not set yet. */
export class Setup {
  private readonly settings: Settings;
  private readonly secrets: ClientSecrets;
  private readonly memory: Memory;

  constructor(settings: Settings, secrets: ClientSecrets, memory: Memory) {
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
