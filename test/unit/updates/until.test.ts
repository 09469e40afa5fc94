import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSharedFolder } from '../../../src/node/sharedFolder';
import { ArrangementFile } from '../../../src/presence/until/arrangementFile';
import { listPinned } from '../../../src/status/saved/pinnedStatuses';
import { perAccount } from '../../../src/status/saved/recentStatuses';
import { createKeep } from '../people/support';

const written = path.join(process.cwd(), 'test/unit/updates/writtenBy0.2.0');
const tag = '5d41402abc4b2a76b9719d911017c592ae2f3c1b6b9d4f1f0c7c0a7f8a1b2c3d';

describe('After an update from version 0.2.0', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'updates-'));
    cpSync(path.join(written, 'globalStorage'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('what lasts until something happens is known, to be finished or forgotten', async () => {
    const file = new ArrangementFile(createSharedFolder(folder), { tag, betweenWindows: true });
    const message = 'in review 🎧';
    assert.deepEqual(await file.read(), {
      id: '7a0c2c62-1f0e-4a57-9d5c-3f7a54a1c9b1',
      window: 'f0f3b0a6-63f4-4a7e-8a54-0c8a2d2f7b11',
      event: { kind: 'task', name: 'deploy' },
      asked: { state: 'DND', dndUntil: 1795694700000, statusMessage: message },
      shown: {
        state: 'DND',
        dndUntil: 1795694700000,
        statusMessage: message,
        at: 1795693800212,
      },
      before: { state: 'BUSY', statusMessage: message },
      chosenAt: 1795693200000,
    });
    await file.remove();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('what was pinned is', () => {
    const memento = createKeep();
    const kept = JSON.parse(readFileSync(path.join(written, 'globalState.json'), 'utf8')) as object; // our own fixture
    Object.entries(kept).forEach(([key, value]) => memento.values.set(key, value));
    const memory = perAccount(memento, () => ({ kind: 'circuit', tag }));
    assert.deepEqual(listPinned(memory), [
      { state: 'DND', statusMessage: '🍝 Lunch', minutes: 45, name: 'Noon' },
      { state: 'DND', statusMessage: 'focus', event: { kind: 'debugging' } },
      { state: 'DND', statusMessage: 'call', event: { kind: 'dndEnd' }, minutes: 30 },
    ]);
  });
});
