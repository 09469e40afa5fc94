import assert from 'node:assert/strict';
import type { Owner } from '../../../../src/code/owners/owner';
import type { Entry } from '../../../../src/code/whoCanIAsk/addressBook';
import {
  addressesOf,
  keepAskable,
  knownColleagues,
} from '../../../../src/code/whoCanIAsk/colleagues';

const now = 1_800_000_000_000;
const wrote = (emailAddress: string, amount: number, name = 'Somebody') => ({
  name,
  emailAddress,
  amount,
  lastAt: now,
});
const email = (emailAddress: string): Owner => ({ kind: 'email', emailAddress });
const rules = {
  domains: new Set(['example.com']),
  addresses: new Map([
    ['ada@home.example', 'ada@example.com'],
    ['@grace', 'grace@example.com'],
  ]),
};
const book: Readonly<Record<string, Entry>> = {
  'ada@example.com': { kind: 'person', userId: 'id-ada', displayName: 'Ada' },
  'countess@example.com': { kind: 'person', userId: 'id-ada', displayName: 'Ada' },
  'grace@example.com': { kind: 'person', userId: 'id-grace', displayName: 'Grace' },
  'me@example.com': { kind: 'person', userId: 'id-me', displayName: 'Me' },
  'gone@example.com': { kind: 'nobody' },
};
const who = { get: (address: string) => book[address], ownId: 'id-me' };

function find(contributions: ReturnType<typeof wrote>[], owners: Owner[] = []) {
  const askable = keepAskable({ contributions, owners }, rules);
  return knownColleagues(askable, who, { now, limit: 10 });
}

describe('The people of a file', () => {
  it('are those Circuit knows, with their share of all lines, those of others included', () => {
    const found = find([
      wrote('ada@example.com', 40),
      wrote('x@elsewhere.example', 50),
      wrote('gone@example.com', 10),
    ]);
    assert.deepEqual(
      found.map(({ userId, expert, isOwner }) => [userId, expert?.share, isOwner]),
      [['id-ada', 0.4, false]],
    );
  });

  it('are one person each, whatever addresses they wrote under', () => {
    const found = find([
      wrote('ada@home.example', 10),
      wrote('ada@example.com', 20),
      wrote('countess@example.com', 30),
    ]);
    assert.deepEqual(
      found.map(({ userId, expert }) => [userId, expert?.share]),
      [['id-ada', 1]],
    );
  });

  it('are never the one who asks', () => {
    assert.deepEqual(find([wrote('me@example.com', 10)], [email('me@example.com')]), []);
  });

  it('are owners as well, after those who wrote it, and both at once', () => {
    const owners: Owner[] = [
      { kind: 'handle', handle: '@Grace' },
      email('ada@example.com'),
      { kind: 'team', handle: '@org/grace' },
    ];
    const found = find([wrote('ada@example.com', 1)], owners);
    assert.deepEqual(
      found.map(({ userId, expert, isOwner }) => [userId, expert !== undefined, isOwner]),
      [
        ['id-ada', true, true],
        ['id-grace', false, true],
      ],
    );
  });

  it('show nothing of git’s but what Circuit told itself', () => {
    const [ada] = find([wrote('ada@example.com', 1, '[x](command:evil)')]);
    assert.equal(ada?.displayName, 'Ada');
  });

  it('are asked for by 50 addresses at most, owners before authors', () => {
    const authors = Array.from({ length: 300 }, (_, at) => wrote(`a${at}@example.com`, 10));
    const owners = Array.from({ length: 300 }, (_, at) => email(`o${at}@example.com`));
    const addresses = addressesOf(keepAskable({ contributions: authors, owners }, rules), now);
    assert.ok(addresses.length <= 50);
    assert.equal(addresses[0], 'o0@example.com');
    assert.ok(addresses.some(address => address.startsWith('a')));
  });
});
