// @ts-check
import * as vscode from 'vscode';

/** @typedef {import('../circuitPresence').CircuitPresenceExports} CircuitPresenceExports */

/** @param {vscode.ExtensionContext} context */
export function activate(context) {
  const item = vscode.window.createStatusBarItem();
  context.subscriptions.push(
    item,
    vscode.commands.registerCommand('availabilityExample.show', show),
  );

  /** @type {vscode.Disposable | undefined} */
  let listener;

  /** @param {string} [given] */
  async function show(given) {
    const address = given ?? (await vscode.window.showInputBox({ prompt: 'E-mail address' }));
    const circuit = await findCircuit();
    if (!address || !circuit?.enabled) {
      return undefined;
    }
    if (!(await circuit.requestAccess('It shows whether the person you ask for is available.'))) {
      return undefined;
    }
    const update = async () => {
      const { state } = (await circuit.getPresence([address])).get(address) ?? {};
      item.text = `${address}: ${state}`;
      item.show();
      return state;
    };
    listener?.dispose();
    listener = circuit.onDidChange(changed => changed.includes(address) && update());
    return await update();
  }
}

/** Circuit Presence, unless it is not installed here. */
async function findCircuit() {
  /** @type {vscode.Extension<CircuitPresenceExports> | undefined} */
  const extension = vscode.extensions.getExtension('circuit-presence.circuit-presence');
  return (await extension?.activate())?.getAPI(1);
}
