import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Setup } from '../../src/account/signIn/setup';
import { createClientSecrets } from '../../src/account/storage/clientSecrets';
import { ada, copyInstallation, type Installation } from '../unit/updates/installation';
import { createWorld, type World } from './code/world';
import { fixedSettings } from './stubs';

describe('After an update from version 0.1.0', () => {
  const { showQuickPick, showInformationMessage, showWarningMessage } = vscode.window;
  let installation: Installation;
  /** What the person was asked. */
  let asked: string[];
  beforeEach(() => {
    installation = copyInstallation();
    asked = [];
    const note = (_: unknown, options?: { title?: string }) => {
      asked.push(options?.title ?? 'a message');
      return Promise.resolve(undefined);
    };
    Object.assign(vscode.window, {
      showQuickPick: note,
      showInformationMessage: note,
      showWarningMessage: note,
    });
  });
  afterEach(() => {
    installation.remove();
    Object.assign(vscode.window, { showQuickPick, showInformationMessage, showWarningMessage });
  });

  describe('what was said in a workspace', () => {
    let world: World;
    afterEach(() => world.dispose());

    async function open(memory: Map<string, unknown>): Promise<void> {
      world = await createWorld({ isAllowed: false, kept: { ...ada, memory } });
      const at = new Date().toISOString();
      world.repository.commit({ ...world.author(1), at }, { 'a.ts': '1' });
      await vscode.commands.executeCommand('git.refresh');
    }

    it('is asked once more by nobody: Circuit may be asked, and the team was offered', async () => {
      await open(installation.workspaceState.values);
      await world.code.offerTeam();
      const asking = world.run('whoCanIAsk', world.uri('a.ts')).catch(() => undefined);
      while (world.lookUps() === 0 && asked.length === 0) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await asking;
      assert.deepEqual(asked, []);
    });

    it('holds for the account that said it and for no other', async () => {
      await open(new Map([...installation.workspaceState.values].map(([k, v]) => [`${k}x`, v])));
      await world.code.offerTeam();
      await assert.rejects(world.run('whoCanIAsk', world.uri('a.ts')), vscode.CancellationError);
      assert.deepEqual(asked, ['a message', "Look Up This Code's Authors and Owners in Circuit?"]);
    });
  });

  it('asks about a host that was confirmed no more, and about any other', async () => {
    const findApp = async (origin: string) => {
      const secrets = createClientSecrets(installation.secrets.window());
      return await new Setup(fixedSettings(origin), secrets, installation.globalState).findApp();
    };
    assert.equal((await findApp('https://circuit.company.example')).clientId, 'client');
    assert.deepEqual(asked, []);
    await assert.rejects(findApp('https://circuit.other.example'));
    assert.deepEqual(asked, ['a message']);
  });
});
