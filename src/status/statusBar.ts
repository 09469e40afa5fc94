import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposables';
import type { Setting } from '../base/setting';
import type { HostSetting } from '../settingReaders';
import { describeSignedOut } from './signedOutText';

/** What the status bar shows. `text` may contain icons. */
export interface StatusBarContent {
  readonly text: string;
  readonly accessibleText: string;
  readonly tooltip: string | vscode.MarkdownString;
  /** What a click runs. */
  readonly command: 'circuit.setStatus' | 'circuit.signIn';
}

/** The status bar item of this extension. */
export interface StatusBar {
  /** Without content it offers to sign in. */
  show(content: StatusBarContent | undefined): void;
}

/** Shows the item, which offers to sign in until there is something else to show. */
export function createStatusBar(host: Setting<HostSetting>, parts: DisposableStore): StatusBar {
  const { Left } = vscode.StatusBarAlignment;
  const item = parts.add(vscode.window.createStatusBarItem('circuit.presence', Left, 50));
  item.name = vscode.l10n.t('Circuit Presence');
  let content: StatusBarContent | undefined;
  const draw = () => {
    const { text, accessibleText, tooltip, command } = content ?? signedOutContent(host.value);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: accessibleText };
    item.command = command;
  };
  draw();
  item.show();
  parts.add(host.onDidChange(draw));
  return {
    show: next => {
      content = next;
      draw();
    },
  };
}

function signedOutContent({ kind }: HostSetting): StatusBarContent {
  return { ...describeSignedOut(kind !== 'none'), command: 'circuit.signIn' };
}
