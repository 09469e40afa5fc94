import assert from 'node:assert/strict';
import type { User } from '../../../../src/circuit/schemas';
import { AddressBook } from '../../../../src/code/whoCanIAsk/addressBook';

const hourMs = 3_600_000;

function user(emailAddress: string): User {
  const name = emailAddress.split('@')[0] ?? '';
  const empty = { jobTitle: '', company: '', department: '', userType: '', userState: '' };
  const names = { displayName: name, firstName: name, lastName: '' };
  return {
    userId: `id-${name}`,
    emailAddress,
    emailAddresses: [],
    phoneNumbers: [],
    ...names,
    ...empty,
  };
}

/** A book whose look-ups are recorded; addresses that start with `x` belong to nobody. */
function open(
  answer = async (addresses: readonly string[]) => {
    await Promise.resolve();
    return new Map(addresses.filter(a => !a.startsWith('x')).map(a => [a, user(a)]));
  },
) {
  const calls: (readonly string[])[] = [];
  const clock = { now: 1_000_000 };
  const book = new AddressBook(
    addresses => {
      calls.push(addresses);
      return answer(addresses);
    },
    () => clock.now,
  );
  return { book, calls, clock };
}

describe('The address book', () => {
  it('asks for an address once in 24 hours, whether Circuit knows it or not', async () => {
    const { book, calls, clock } = open();
    await book.learn(['ada@example.com', 'x@example.com']);
    clock.now += 24 * hourMs - 1;
    await book.learn(['x@example.com', 'ada@example.com']);
    assert.deepEqual(calls, [['ada@example.com', 'x@example.com']]);
    assert.deepEqual(book.get('ada@example.com'), {
      kind: 'person',
      userId: 'id-ada',
      displayName: 'ada',
    });
    assert.deepEqual(book.get('x@example.com'), { kind: 'nobody' });
    clock.now += 1;
    assert.equal(book.get('ada@example.com'), undefined);
    await book.learn(['ada@example.com']);
    assert.equal(calls.length, 2);
  });

  it('tells what a person asked for from what comes along with what they look at', async () => {
    const purposes: string[] = [];
    const book = new AddressBook((_, purpose) => {
      purposes.push(purpose);
      return Promise.resolve(new Map());
    });
    await book.learn(['ada@example.com']);
    await book.learnQuietly(['bea@example.com']);
    assert.deepEqual(purposes, ['onPurpose', 'inPassing']);
  });

  it('joins a look-up that is under way', async () => {
    const { book, calls } = open();
    await Promise.all([book.learn(['a@b.cc', 'c@b.cc']), book.learn(['c@b.cc', 'd@b.cc'])]);
    assert.deepEqual(calls, [['a@b.cc', 'c@b.cc'], ['d@b.cc']]);
  });

  it('asks for no more than 50 addresses at a time, and for none when all are known', async () => {
    const { book, calls } = open();
    const many = Array.from({ length: 60 }, (_, at) => `a${at}@b.cc`);
    await book.learn(many);
    await book.learn(many.slice(0, 50));
    assert.deepEqual(
      calls.map(({ length }) => length),
      [50],
    );
  });

  it('remembers nothing of a look-up that failed', async () => {
    let fails = true;
    const { book, calls } = open(() =>
      fails ? Promise.reject(new Error('down')) : Promise.resolve(new Map()),
    );
    await assert.rejects(book.learn(['a@b.cc']), /down/);
    assert.equal(book.get('a@b.cc'), undefined);
    fails = false;
    await book.learn(['a@b.cc']);
    assert.equal(calls.length, 2);
  });

  it('rests for a minute after a failure that nobody asked to hear of', async () => {
    const { book, calls, clock } = open(() => Promise.reject(new Error('down')));
    await book.learnQuietly(['a@b.cc']);
    clock.now += 59_000;
    await book.learnQuietly(['c@d.ee']);
    assert.equal(calls.length, 1);
    clock.now += 2_000;
    await book.learnQuietly(['c@d.ee']);
    assert.equal(calls.length, 2);
  });

  it('forgets everybody of another account, an answer under way included', async () => {
    const { book } = open();
    const running = book.learn(['ada@example.com']);
    book.clear();
    await running;
    assert.equal(book.get('ada@example.com'), undefined);
  });

  it('keeps no more than 5,000 addresses, the latest', async () => {
    const { book } = open();
    for (let round = 0; round < 102; round += 1) {
      await book.learn(Array.from({ length: 50 }, (_, at) => `a${round * 50 + at}@b.cc`));
    }
    assert.equal(book.get('a99@b.cc'), undefined);
    assert.notEqual(book.get('a100@b.cc'), undefined);
  });
});
