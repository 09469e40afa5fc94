import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { CountedApi } from './countedApi';

describe('Starting the extension', () => {
  it('takes something of VS Code, and ending it gives everything back', () => {
    const api = new CountedApi();
    const context = api.activate();
    assert.ok(api.held.size > 20);
    end(context);
    assert.deepEqual([...api.held], []);
  });

  it('gives other extensions nothing', () => {
    const api = new CountedApi();
    const context = api.activate();
    assert.equal(api.given, undefined);
    end(context);
  });

  it('a thousand times leaves nothing behind', () => {
    for (let start = 0; start < 1_000; start++) {
      const api = new CountedApi();
      end(api.activate());
      assert.deepEqual([...api.held], []);
    }
  });

  it('gives everything back, whichever of its steps fails', () => {
    const whole = new CountedApi();
    end(whole.activate());
    assert.ok(whole.calls > 20);
    for (let failing = 1; failing <= whole.calls; failing++) {
      const api = new CountedApi(failing);
      assert.throws(() => api.activate(), /fails/);
      assert.deepEqual([...api.held], []);
    }
  });
});

/** What VS Code does when it disables the extension or closes the window. */
function end({ subscriptions }: vscode.ExtensionContext): void {
  subscriptions.forEach(each => void each.dispose());
}
