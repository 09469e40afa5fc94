import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import { type Pasted, readPastedToken } from './callback';
import { tell } from './questions/inputBox';

/** What the person pasted; `token` is the last resort. */
export type Typed =
  Exclude<Pasted, { kind: 'bad' }> | { readonly kind: 'token'; readonly accessToken: string };

/** The box that waits beside the browser. Disposing closes it. */
export interface WaitBox extends Disposable {
  /** Stays pending if nothing usable is typed; closing the box aborts the sign-in's signal. */
  readonly typed: Promise<Typed>;
  /** Shows that the answer has arrived and is being checked. */
  showBusy(): void;
}

/** Shows the box that waits beside the browser. Closing it calls `cancel`. */
export function showWaitBox(
  o: { readonly url: URL; readonly portTaken: boolean; readonly read: (text: string) => Pasted },
  port: number,
  cancel: () => void,
): WaitBox {
  const { promise: typed, resolve } = Promise.withResolvers<Typed>();
  const box = createBox(o, port);
  const copy = button('link', vscode.l10n.t('Copy the Address of the Sign-in Page'));
  const token = button('key', vscode.l10n.t('Paste an Access Token Instead'));
  let onHide = cancel;

  box.buttons = [copy, token];
  box.onDidAccept(() => {
    const pasted = o.read(box.value);
    if (pasted.kind === 'bad') {
      box.validationMessage = pasted.reason;
    } else {
      resolve(pasted);
    }
  });
  box.onDidTriggerButton(async pressed => {
    if (pressed === copy) {
      await vscode.env.clipboard.writeText(o.url.href);
      tell(box, vscode.l10n.t('The address is in the clipboard. Open it in any browser.'));
    } else {
      onHide = () => undefined;
      await askToken(o.url.host, resolve, cancel);
    }
  });
  box.onDidHide(() => onHide());
  box.show();
  return {
    typed,
    showBusy: () => showBusy(box),
    dispose: () => {
      onHide = () => undefined;
      box.dispose();
    },
  };
}

function createBox(o: { readonly url: URL; readonly portTaken: boolean }, port: number) {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Sign in to Circuit at {0}', o.url.host);
  box.prompt = promptFor(o.portTaken, port);
  box.placeholder = vscode.l10n.t('Address that begins with http://localhost:{0}', port);
  box.ignoreFocusOut = true;
  box.password = true;
  box.onDidChangeValue(() => (box.validationMessage = undefined));
  return box;
}

function showBusy(box: vscode.InputBox): void {
  box.value = '';
  box.busy = true;
  box.enabled = false;
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

function promptFor(portTaken: boolean, port: number): string {
  return portTaken
    ? vscode.l10n.t(
        'Another program uses port {0}, so the browser cannot come back by itself. Finish in your browser and paste the address it ended on.',
        port,
      )
    : vscode.l10n.t('Finish in your browser, or paste the address it ended on.');
}

async function askToken(
  host: string,
  resolve: (typed: Typed) => void,
  cancel: () => void,
): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign in to Circuit at {0} with an access token', host),
    prompt: vscode.l10n.t('The token is checked with your profile before it is kept.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      value === '' || readPastedToken(value) !== undefined
        ? undefined
        : vscode.l10n.t('This cannot be an access token.'),
  });
  const accessToken = readPastedToken(text ?? '');
  if (accessToken === undefined) {
    cancel();
  } else {
    resolve({ kind: 'token', accessToken });
  }
}
