import * as vscode from 'vscode';
import { escapeIcons, plainName } from '../base/plainText';
import type { AccessList } from './accessList';

/**
 * Shows which extensions may see whether colleagues are available. Those that aren't ticked may
 * not.
 */
export async function manageAccess(access: AccessList): Promise<void> {
  const items = [...access.entries].map(([id, answer]) => ({
    label: escapeIcons(nameOf(id)),
    description: id,
    id,
    picked: answer === 'allowed',
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No extension has asked for access yet.'),
    );
    return;
  }
  const ticked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Extensions That Can See Availability'),
    canPickMany: true,
  });
  for (const { id } of ticked ? items : []) {
    await access.set(id, ticked?.some(each => each.id === id) ? 'allowed' : 'never');
  }
}

/** An extension that is no longer installed is shown by its id. */
function nameOf(id: string): string {
  const { displayName } = (vscode.extensions.getExtension(id)?.packageJSON ?? {}) as {
    readonly displayName?: unknown; // VS Code has parsed it as an object
  };
  return typeof displayName === 'string' ? plainName(displayName) : id;
}
