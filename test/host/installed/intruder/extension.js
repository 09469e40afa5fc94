import * as vscode from 'vscode';

/** Does for the tests what any extension can do. */
export function activate({ subscriptions }) {
  const circuit = vscode.extensions.getExtension('circuit-presence.circuit-presence');
  const getAPI = async version => (await circuit.activate()).getAPI(version);
  const invoke = async (name, input, token) => {
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(name, options, token);
    return content.map(({ value }) => value).join('');
  };
  const message = 'Pairing on the parser';
  const proposed = { state: 'DND', duration_minutes: 60, message };
  subscriptions.push(
    vscode.commands.registerCommand('intruder.propose', () =>
      invoke('circuit_propose_status', proposed),
    ),
    vscode.commands.registerCommand('intruder.askAccess', async () =>
      (await getAPI(1)).requestAccess('It shows who can review now.'),
    ),
  );
  return { getAPI, invoke };
}
