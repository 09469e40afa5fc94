import * as vscode from 'vscode';
import { lazy } from '../base/async';
import { DisposableStore, MutableDisposable } from '../base/disposables';
import type { ToolName } from './inputs';
import type { RunTool, RunToolParts } from './runTools';

const names: Readonly<Record<ToolName, true>> = {
  circuit_get_presence: true,
  circuit_find_people: true,
  circuit_find_whom_to_ask: true,
  circuit_propose_status: true,
};

/**
 * Registers the language-model tools only while the person allows them. Their code is loaded with
 * the first call. VS Code doesn't say who calls.
 */
export function registerTools(runParts: RunToolParts, parts: DisposableStore): void {
  const { isAllowed } = runParts;
  const registered = parts.add(new MutableDisposable<DisposableStore>());
  const load = lazy(async () => (await import('./runTools')).createRunTool(runParts));
  const update = () => {
    if (!isAllowed.value) {
      registered.value = undefined;
    } else if (!registered.value) {
      registered.value = new DisposableStore();
      for (const name of Object.keys(names) as ToolName[]) {
        registered.value.add(registerTool(name, load));
      }
    }
  };
  parts.add(isAllowed.onDidChange(update));
  update();
}

function registerTool(name: ToolName, load: () => Promise<RunTool>): vscode.Disposable {
  return vscode.lm.registerTool(name, {
    invoke: async ({ input }, token) => {
      const text = await (await load())(name, input, token);
      const { LanguageModelTextPart, LanguageModelToolResult } = vscode;
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  });
}
