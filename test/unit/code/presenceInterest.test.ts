import assert from 'node:assert/strict';
import { PresenceInterest } from '../../../src/code/presenceInterest';

describe('Whose presence is asked for because of code', () => {
  it('are those held, each once, until nobody holds them', () => {
    const interest = new PresenceInterest();
    const first = interest.hold(['a', 'b']);
    const second = interest.hold(['b', 'c']);
    assert.deepEqual(interest.ids, ['a', 'b', 'c']);
    first.dispose();
    assert.deepEqual(interest.ids, ['b', 'c']);
    second.dispose();
    second.dispose();
    assert.deepEqual(interest.ids, []);
  });

  it('are those of a hover for five minutes more', () => {
    let now = 0;
    const interest = new PresenceInterest(() => now);
    interest.linger(['a']);
    now = 299_999;
    assert.deepEqual(interest.ids, ['a']);
    interest.linger(['b']);
    now = 300_000;
    assert.deepEqual(interest.ids, ['b']);
  });

  it('are never more than four requests can carry', () => {
    const interest = new PresenceInterest();
    interest.linger(Array.from({ length: 1_000 }, (_, at) => `id${at}`));
    assert.equal(interest.ids.length, 200);
  });

  it('is nobody after the account changed', () => {
    const interest = new PresenceInterest();
    interest.hold(['a']);
    interest.linger(['b']);
    interest.clear();
    assert.deepEqual(interest.ids, []);
  });

  it('is nobody, and told to nobody, once it is disposed', () => {
    const interest = new PresenceInterest();
    interest.onDidGrow(() => assert.fail());
    interest.dispose();
    interest.hold(['a']).dispose();
    const held = new PresenceInterest();
    held.hold(['a']);
    held.dispose();
    assert.deepEqual(held.ids, []);
  });

  it('is told of when it grows, and only then', () => {
    const interest = new PresenceInterest();
    let told = 0;
    interest.onDidGrow(() => (told += 1));
    interest.linger(['a']);
    interest.linger(['a']);
    interest.hold(['a']);
    assert.equal(told, 1);
    interest.hold(['b']);
    assert.equal(told, 2);
  });
});
