import assert from 'node:assert/strict';
import { nextLook, type Outlook, staleSince } from '../../../../src/presence/polling/schedule';
import { minute, second } from '../fakeTime';

const now = Date.UTC(2026, 0, 7, 9);
const due = now + 10 * second;

function outlook(changes: Partial<Outlook> = {}): Outlook {
  const asked = { oldestAt: now, ownAt: now, notBefore: 0 };
  return { activity: 'inactive', ...asked, dueTimes: [], dueSpreadMs: 400, ...changes };
}

describe('The next look', () => {
  it('is half a minute after the last one, five minutes in a window without focus, or never', () => {
    assert.equal(nextLook(outlook({ activity: 'focused' })), now + 30 * second);
    assert.equal(nextLook(outlook({ activity: 'unfocused' })), now + 5 * minute);
    assert.equal(nextLook(outlook()), Infinity);
    assert.equal(nextLook(outlook({ oldestAt: -Infinity })), Infinity);
  });

  it('is a second after a due time, and in each window a little later than in others', () => {
    assert.equal(nextLook(outlook({ dueTimes: [due + minute, due] })), due + second + 400);
    const focused = outlook({ activity: 'focused', dueTimes: [due + minute] });
    assert.equal(nextLook(focused), now + 30 * second);
  });

  it('is not for a due time since whose second Circuit was asked', () => {
    const dueTimes = [now - second];
    assert.equal(nextLook(outlook({ dueTimes })), Infinity);
    const ownAt = now - 1;
    assert.equal(nextLook(outlook({ dueTimes, ownAt })), now + 400);
  });

  it('is not before Circuit may be asked', () => {
    const notBefore = now + minute;
    assert.equal(nextLook(outlook({ activity: 'focused', notBefore })), notBefore);
    assert.equal(nextLook(outlook({ dueTimes: [due], notBefore })), notBefore);
  });
});

describe('An answer', () => {
  it('is too old after half a minute, or five minutes in a window without focus', () => {
    assert.equal(staleSince(outlook({ activity: 'focused' }), now), now - 30 * second);
    assert.equal(staleSince(outlook({ activity: 'unfocused' }), now), now - 5 * minute);
    assert.equal(staleSince(outlook(), now), -Infinity);
  });

  it('is too old from before the second after a due time, once that is over', () => {
    const past = outlook({ dueTimes: [now - second, now - minute], ownAt: now - minute });
    assert.equal(staleSince(past, now), now - 1);
    assert.equal(staleSince(past, now - 1), now - minute + second - 1);
  });
});
