import assert from 'node:assert/strict';
import { followHost } from '../../../src/account/followHost';
import type { Sessions } from '../../../src/account/storage/sessions';
import { showStorageNotices } from '../../../src/account/storage/storageNotices';
import type { StorageNotice } from '../../../src/account/storage/vault';
import { Emitter } from '../../../src/base/event';
import type { HostSetting } from '../../../src/settingReaders';
import { createLog, settle } from '../../unit/account/support';
import { Answers } from '../answers';
import { fixedSettings } from '../stubs';

const [europe, america] = ['https://eu.yourcircuit.com', 'https://na.yourcircuit.com'];

describe('What the person is told without having asked', () => {
  let answers: Answers;
  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
  });
  afterEach(() => answers.restore());

  describe('about the secret storage', () => {
    const noticed = new Emitter<StorageNotice>();
    let log: ReturnType<typeof createLog>;
    let shown: { dispose(): void };
    beforeEach(() => {
      log = createLog();
      const sessions = { onDidNotice: noticed.event } as unknown as Sessions; // what it uses of them
      shown = showStorageNotices(sessions, log);
    });
    afterEach(() => shown.dispose());

    for (const [notice, words] of [
      ['windowOnly', /^You're signed in to Circuit for this window only/],
      ['corrupt', /couldn't be read, so you're signed out\. Sign in again\.$/],
      ['unreadable', /isn't responding, so your Circuit sign-in can't be read/],
      ['lost', /^VS Code lost your Circuit sign-in/],
      ['notRemoved', /^You're signed out of Circuit, but .+ didn't delete the sign-in/],
    ] as const) {
      it(`is said once in a window: ${notice}`, async () => {
        answers.answer = () => 'Sign In';
        noticed.fire(notice);
        noticed.fire(notice);
        await settle();
        assert.equal(answers.asked.length, 1);
        assert.match(answers.asked[0] ?? '', words);
        assert.deepEqual(log.lines, [`Secret storage: ${notice}`]);
        // Only who has to sign in again is offered to.
        assert.deepEqual(answers.commands, notice === 'lost' ? ['circuit.signIn'] : []);
      });
    }

    it('leads nowhere while nobody clicks', async () => {
      noticed.fire('lost');
      await settle();
      assert.deepEqual(answers.commands, []);
    });
  });

  describe('when another server is set', () => {
    const changed = new Emitter<HostSetting>();
    let selected: (string | undefined)[];
    let signedInAt: string | undefined;
    let following: { dispose(): void };
    const set = (origin: string) => changed.fire({ kind: 'ok', origin });
    beforeEach(() => {
      selected = [];
      signedInAt = europe;
      const sessions = {
        get current() {
          return signedInAt === undefined ? undefined : { origin: signedInAt };
        },
        select: (origin: string | undefined) => {
          selected.push(origin);
          signedInAt = undefined;
        },
      } as unknown as Sessions; // what it uses of them
      const settings = fixedSettings(europe);
      const host = { ...settings.host, onDidChange: changed.event };
      following = followHost(sessions, { ...settings, host });
      signedInAt = europe;
    });
    afterEach(() => following.dispose());

    it('is that the sign-in at the one before is kept', () => {
      assert.deepEqual(selected, [europe]);
      set(america);
      assert.deepEqual(selected, [europe, america]);
      assert.equal(answers.asked.length, 1);
      assert.match(answers.asked[0] ?? '', /is now https:\/\/na\..+ at https:\/\/eu\..+ is kept/);
    });

    it('is nothing where nobody was signed in, or it is the same one, or none', () => {
      set(europe);
      signedInAt = europe;
      changed.fire({ kind: 'none' });
      signedInAt = undefined;
      set(america);
      assert.deepEqual(selected, [europe, europe, undefined, america]);
      assert.deepEqual(answers.asked, []);
    });
  });
});
