import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { createRunTool } from '../../../src/assistants/runTools';
import type { ToolSource } from '../../../src/assistants/tools';
import { SignInRequiredError } from '../../../src/base/userError';
import { HttpError } from '../../../src/circuit/errors';
import { PresenceStore } from '../../../src/presence/store';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { quiet } from '../stubs';

describe('Running a tool', () => {
  const { token } = new vscode.CancellationTokenSource();
  let isAllowed: { value: boolean; readonly onDidChange: () => { dispose(): void } };
  let account: Account | undefined;
  let lines: string[];
  let failure: Error | undefined;
  let looks: number;
  /** Called while Circuit is being asked. */
  let meanwhile: () => void;

  beforeEach(() => {
    isAllowed = { value: true, onDidChange: () => ({ dispose() {} }) };
    account = { kind: 'circuit', label: 'ada@example.com' } as Account; // only these are looked at
    lines = [];
    failure = undefined;
    looks = 0;
    meanwhile = () => undefined;
  });

  function ask(people: unknown = ['me', 'ada@other.example']): Promise<string> {
    const store = new PresenceStore();
    store.setConnection({ kind: 'online', me });
    store.applyPoll(store.beginPoll(), [presence('me')]);
    const look = () => {
      looks += 1;
      meanwhile();
      return failure ? Promise.reject(failure) : Promise.resolve();
    };
    const source = {
      store,
      account: () => account,
      people: { find: () => Promise.resolve(new Map()), look },
      code: { rules: () => ({ domains: new Set(['example.com']), addresses: new Map() }) },
      moment: () => ({ now: Date.now() }),
    } as unknown as ToolSource; // all that this tool uses of it
    const run = createRunTool({
      isAllowed,
      source: () => (account ? Promise.resolve(source) : Promise.reject(new SignInRequiredError())),
      report: () => undefined,
      log: { ...quiet, info: line => void lines.push(line) },
    });
    return run('circuit_get_presence', { people }, token);
  }

  it('says in the log which tool ran and what came of it, and nothing about whom', async () => {
    await ask();
    await assert.rejects(ask(7));
    failure = new HttpError('Circuit knows no ada@example.com.', 404);
    await assert.rejects(ask(), /knows no/);
    account = undefined;
    await assert.rejects(ask());
    assert.deepEqual(lines, [
      'circuit_get_presence: answered',
      'circuit_get_presence: input',
      'circuit_get_presence: http',
      'circuit_get_presence: signedOut',
    ]);
  });

  it('gives no answer that comes after the person has switched it off', async () => {
    meanwhile = () => (isAllowed.value = false);
    await assert.rejects(ask(), /setting circuit\.assistants/);
    await assert.rejects(ask(), /setting circuit\.assistants/);
    assert.equal(looks, 1, 'nothing is asked once it is off');
  });

  it('gives no answer about the people of another account', async () => {
    meanwhile = () => (account = { kind: 'circuit' } as Account); // another object
    await assert.rejects(ask(), /Nobody is signed in/);
  });

  it('tells nothing of an error that is not ours', async () => {
    failure = new Error('token canary-1 at /home/ada');
    await assert.rejects(ask(), /^Error: The Circuit extension could not answer this call\.$/);
  });
});
