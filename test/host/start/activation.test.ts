import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CountedApi } from './countedApi';

describe('Starting the extension', () => {
  it('takes something of VS Code, and ending it gives everything back', () => {
    const api = new CountedApi();
    const context = api.activate();
    assert.ok(api.held.size > 20);
    end(context);
    assert.deepEqual([...api.held], []);
  });

  it('registers the commands of package.json, all of them, each once, and no other', () => {
    const api = new CountedApi();
    const { extension, subscriptions } = api.activate();
    const { contributes } = extension.packageJSON as {
      contributes: { commands: { command: string }[] };
    }; // our own package.json
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...api.commands.keys()].sort(), declared.sort());
    end({ subscriptions });
  });

  it('gives other extensions the way to the API and nothing else', () => {
    const api = new CountedApi();
    const context = api.activate();
    assert.deepEqual(Object.keys(api.given as object), ['getAPI']);
    end(context);
  });

  it('tells VS Code that nobody is signed in yet, and whether the demo is on until it is left', async () => {
    const { executeCommand } = vscode.commands;
    const keys: unknown[][] = [];
    Object.assign(vscode.commands, {
      executeCommand: (id: string, ...args: unknown[]) => {
        keys.push(...(id === 'setContext' ? [args] : []));
        return Promise.resolve();
      },
    });
    try {
      end(new CountedApi().activate());
      assert.deepEqual(keys.splice(0), [
        ['circuit.connection', 'signedOut'],
        ['circuit.demo', false],
      ]);
      const api = new CountedApi({ isInDemo: true });
      const context = api.activate();
      assert.deepEqual(keys.splice(0), [
        ['circuit.connection', 'signedOut'],
        ['circuit.demo', true],
      ]);
      await api.commands.get('circuit.leaveDemo')?.();
      assert.deepEqual(
        keys.filter(([key]) => key === 'circuit.demo'),
        [['circuit.demo', false]],
      );
      end(context);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
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
      const api = new CountedApi({ failingCall: failing });
      assert.throws(() => api.activate(), /fails/);
      assert.deepEqual([...api.held], []);
    }
  });
});

describe('Starting the extension for somebody who is signed in', () => {
  it('builds its views, and ending it gives everything back', async () => {
    const api = new CountedApi({ isInDemo: true });
    const context = api.activate();
    await built(api);
    end(context);
    assert.deepEqual([...api.held], []);
  });

  it('gives everything back, whichever step of what a sign-in builds fails', async () => {
    const whole = new CountedApi({ isInDemo: true });
    const context = whole.activate();
    const first = whole.calls + 1;
    await built(whole);
    // Polling goes on after the build: it sets timers and writes the first line of the log.
    const steps = [...whole.held].filter(held => !/^(setTimeout|createOutputChannel)/.test(held));
    const last = Math.max(...steps.map(held => Number(held.split('call ')[1])));
    end(context);
    assert.ok(last - first > 8);
    for (let failingCall = first; failingCall <= last; failingCall++) {
      const api = new CountedApi({ failingCall, isInDemo: true });
      const started = api.activate();
      await settled(() => api.calls >= failingCall);
      const views = [...api.held].filter(held => held.startsWith('createTreeView, '));
      assert.deepEqual(
        views,
        [],
        `nothing of it is left when ${steps.find(step => step.endsWith(` ${failingCall}`))} fails`,
      );
      end(started);
      assert.deepEqual([...api.held], []);
    }
  });
});

/** Waits until the last view stands, and for what goes on in the same moment. */
async function built(api: CountedApi): Promise<void> {
  const views = () => [...api.held].filter(held => held.startsWith('createTreeView, ')).length;
  await settled(() => views() === 4);
}

async function settled(isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    await new Promise(resolve => setImmediate(resolve));
  }
  await new Promise(resolve => setImmediate(resolve));
}

/** What VS Code does when it disables the extension or closes the window. */
function end({ subscriptions }: Pick<vscode.ExtensionContext, 'subscriptions'>): void {
  subscriptions.forEach(each => void each.dispose());
}
