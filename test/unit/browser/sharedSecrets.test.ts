import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { SecretStore } from '../../../src/account/storage/secretStore';
import { Emitter } from '../../../src/base/event';
import { createSharedSecrets } from '../../../src/browser/sharedSecrets';

describe('Secrets in a browser', () => {
  let clock: FakeTimers.Clock;
  beforeEach(() => (clock = FakeTimers.install()));
  afterEach(() => clock.uninstall());

  const values = new Map<string, unknown>();
  const kept = new Map<string, string>();
  const memory = {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };

  /** A window that VS Code tells only of its own changes. */
  function open(): SecretStore & { readonly heard: string[] } {
    const changed = new Emitter<{ key: string }>();
    const own: SecretStore = {
      get: key => Promise.resolve(kept.get(key)),
      store: (key, value) => {
        kept.set(key, value);
        changed.fire({ key });
        return Promise.resolve();
      },
      delete: key => {
        kept.delete(key);
        changed.fire({ key });
        return Promise.resolve();
      },
      onDidChange: changed.event,
    };
    return { ...createSharedSecrets(own, memory), heard: [] };
  }

  it('tell every window once of each change, whichever window made it', async () => {
    const windows = [open(), open()];
    const listeners = windows.map(({ heard, onDidChange }) =>
      onDidChange(({ key }) => heard.push(key)),
    );
    await windows[0]?.store('a', '1');
    await windows[0]?.delete('b');
    await clock.tickAsync(1_000);
    await windows[1]?.delete('a');
    await clock.tickAsync(5_000);
    assert.deepEqual(
      windows.map(({ heard }) => heard),
      [
        ['a', 'b', 'a'],
        ['a', 'b', 'a'],
      ],
    );
    listeners.forEach(listener => listener.dispose());
    assert.equal(clock.countTimers(), 0);
  });

  it('are not troubled by what somebody else left in the memory', async () => {
    values.set('circuit.secretChanges', [7, { id: 1 }, null, { key: 'a' }]);
    const [one, other] = [open(), open()];
    const listener = other.onDidChange(({ key }) => other.heard.push(key));
    await one.store('a', '1');
    await clock.tickAsync(1_000);
    assert.deepEqual(other.heard, ['a']);
    listener.dispose();
  });

  it('tell a window nothing of what was before it', async () => {
    await open().store('a', '1');
    const late = open();
    const listener = late.onDidChange(({ key }) => late.heard.push(key));
    await clock.tickAsync(5_000);
    assert.deepEqual(late.heard, []);
    listener.dispose();
  });
});
