import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import { type Pasted, readPastedToken } from './callback';
import { goBack } from './questions/choose';
import { ask, tell } from './questions/inputBox';
import type { RedirectRoute } from './redirectRoutes';

/** What the person pasted or chose; `token` is the last resort. */
export type Typed =
  | Exclude<Pasted, { kind: 'bad' }>
  | { readonly kind: 'token'; readonly accessToken: string }
  /** The browser is to come back in the other way that there is. */
  | { readonly kind: 'otherWay' };

/** How the browser comes back, as the box is to say it. */
export interface WaitBoxRoute {
  readonly route: RedirectRoute | 'portTaken';
  readonly port: number;
  /** Whether the person may choose between pasting and a page that comes back by itself. */
  readonly hasOtherWay: boolean;
}

/** The box that waits beside the browser. Disposing closes it. */
export interface WaitBox extends Disposable {
  /** Stays pending if nothing usable is typed; closing the box aborts the sign-in's signal. */
  readonly typed: Promise<Typed>;
  /** Shows that the answer has arrived and is being checked. */
  showBusy(): void;
}

/** What the box shows, and what it understands. */
interface WaitBoxOptions {
  /** The page to open in the browser. */
  readonly url: URL;
  readonly read: (text: string) => Pasted;
}

/** Shows the box that waits beside the browser. Leaving it calls `leave`. */
export function showWaitBox(
  o: WaitBoxOptions,
  way: WaitBoxRoute,
  leave: (why: 'cancelled' | 'back') => void,
): WaitBox {
  const { promise: typed, resolve } = Promise.withResolvers<Typed>();
  const over = new AbortController();
  const box = createBox(o.url, way);
  const cancel = () => leave('cancelled');
  let onHide = cancel;
  const takeToken = async () => {
    onHide = () => undefined;
    const answer = await askToken(o.url.host, over.signal);
    if (answer === goBack) {
      onHide = cancel;
      box.show();
    } else if (answer) {
      resolve(answer);
    } else {
      cancel();
    }
  };
  const takeOtherWay = () => resolve({ kind: 'otherWay' });
  addButtons(box, o.url, way, { goBack: () => leave('back'), takeToken, takeOtherWay });
  box.onDidAccept(() => takeAddress(box, o.read(box.value), resolve));
  box.onDidHide(() => onHide());
  box.show();
  return {
    typed,
    showBusy: () => showBusy(box),
    dispose: () => {
      onHide = () => undefined;
      box.dispose();
      over.abort();
    },
  };
}

function takeAddress(box: vscode.InputBox, pasted: Pasted, resolve: (typed: Typed) => void): void {
  if (pasted.kind === 'bad') {
    box.validationMessage = pasted.reason;
  } else {
    resolve(pasted);
  }
}

function addButtons(
  box: vscode.InputBox,
  url: URL,
  way: WaitBoxRoute,
  act: {
    readonly goBack: () => void;
    readonly takeToken: () => Promise<void>;
    readonly takeOtherWay: () => void;
  },
): void {
  const copy = button('link', vscode.l10n.t('Copy Sign-in Page Address'));
  const token = button('key', vscode.l10n.t('Paste an Access Token Instead'));
  const other = otherWayButton(way);
  box.buttons = [vscode.QuickInputButtons.Back, ...(way.hasOtherWay ? [other] : []), copy, token];
  box.onDidTriggerButton(async pressed => {
    if (pressed === copy) {
      await vscode.env.clipboard.writeText(url.href);
      tell(box, vscode.l10n.t('The address was copied to the clipboard. Open it in any browser.'));
    } else if (pressed === token) {
      await act.takeToken();
    } else if (pressed === other) {
      act.takeOtherWay();
    } else {
      act.goBack();
    }
  });
}

function createBox(url: URL, { route, port }: WaitBoxRoute): vscode.InputBox {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Sign In to Circuit at {0}', url.host);
  box.prompt = promptFor(route, port);
  box.placeholder =
    route === 'page'
      ? vscode.l10n.t('Nothing to enter here')
      : vscode.l10n.t('Address starting with http://localhost:{0}', port);
  box.ignoreFocusOut = true;
  box.password = true;
  box.onDidChangeValue(() => (box.validationMessage = undefined));
  return box;
}

function promptFor(route: WaitBoxRoute['route'], port: number): string {
  switch (route) {
    case 'loopback':
      return vscode.l10n.t(
        'Finish in your browser, or paste the final address from your browser here.',
      );
    case 'portTaken':
      return vscode.l10n.t(
        "Another program is using port {0}, so your browser can't return to VS Code. Finish in your browser, then paste its final address here.",
        port,
      );
    case 'paste':
      return vscode.l10n.t(
        "Finish in your browser, then paste its final address here. That page won't load.",
      );
    case 'page':
      return vscode.l10n.t('Finish in your browser. It then returns here automatically.');
  }
}

function otherWayButton({ route }: WaitBoxRoute): vscode.QuickInputButton {
  return route === 'page'
    ? button('edit', vscode.l10n.t('Paste the Address Instead'))
    : button('globe', vscode.l10n.t('Return Automatically (if Your Administrator Set It Up)'));
}

function showBusy(box: vscode.InputBox): void {
  box.value = '';
  box.busy = true;
  box.enabled = false;
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

/** Undefined if the person closed the box, or the sign-in is over. */
async function askToken(
  host: string,
  over: AbortSignal,
): Promise<Typed | typeof goBack | undefined> {
  const asking = ask({
    title: vscode.l10n.t('Sign In to Circuit at {0} with an Access Token', host),
    prompt: vscode.l10n.t("The token is checked against your profile before it's saved."),
    password: true,
    over,
    check: text =>
      readPastedToken(text) === undefined
        ? vscode.l10n.t("That isn't a valid access token.")
        : undefined,
  });
  const text = await asking.catch(() => undefined);
  if (text === goBack || text === undefined) {
    return text;
  }
  const accessToken = readPastedToken(text);
  return accessToken === undefined ? undefined : { kind: 'token', accessToken };
}
