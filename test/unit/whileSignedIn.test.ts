import assert from 'node:assert/strict';
import type { Account } from '../../src/account/account';
import { DisposableStore } from '../../src/base/disposables';
import { Emitter } from '../../src/base/event';
import { SignInRequiredError } from '../../src/base/userError';
import type { SignedIn } from '../../src/signedIn';
import { WhileSignedIn } from '../../src/whileSignedIn';
import { createRecordingLog } from './circuit/support';

class Accounts {
  private readonly changed = new Emitter<Account | undefined>();
  readonly onDidChange = this.changed.event;
  account: Account | undefined;

  change(kind?: 'circuit'): void {
    this.account = kind && ({ kind } as unknown as Account); // nothing else of it is read
    this.changed.fire(this.account);
  }
}

/** Something that was built for a sign-in, as far as its lifetime goes. */
interface Built {
  isDisposed: boolean;
}

function setUp(load?: (attempt: number) => Promise<unknown>) {
  const accounts = new Accounts();
  const parts = new DisposableStore();
  const built: Built[] = [];
  let attempts = 0;
  const build = async () => {
    await load?.(++attempts);
    const one = { isDisposed: false, dispose: () => void (one.isDisposed = true) };
    built.push(one);
    return one as unknown as SignedIn; // only its lifetime is looked at
  };
  const log = createRecordingLog();
  const signedIn = new WhileSignedIn(accounts, build, log, parts);
  return { accounts, parts, built, signedIn, log };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('What exists while somebody is signed in', () => {
  it('is built at the sign-in, once, and ended with the sign-out', async () => {
    const { accounts, built, signedIn } = setUp();
    accounts.change('circuit');
    await Promise.all([signedIn.get(), signedIn.get()]);
    assert.deepEqual(
      built.map(each => each.isDisposed),
      [false],
    );
    assert.ok(signedIn.current);
    accounts.change();
    await settled();
    assert.deepEqual(
      built.map(each => each.isDisposed),
      [true],
    );
    assert.equal(signedIn.current, undefined);
  });

  it('hears of the sign-out itself before it is ended', async () => {
    const { accounts, built, signedIn } = setUp();
    accounts.change('circuit');
    await signedIn.get();
    let wasThere = false;
    accounts.onDidChange(() => (wasThere = built[0]?.isDisposed === false));
    accounts.change();
    await settled();
    assert.ok(wasThere);
    assert.ok(built[0]?.isDisposed);
  });

  it('is not there for anybody who is signed out', async () => {
    const { signedIn, built } = setUp();
    await assert.rejects(signedIn.get(), SignInRequiredError);
    assert.deepEqual(built, []);
  });

  it('is tried again at the next use when it could not be loaded, and the log names the kind', async () => {
    const { accounts, signedIn, log } = setUp(attempt =>
      attempt === 1 ? Promise.reject(new RangeError('of ada@example.com')) : Promise.resolve(),
    );
    accounts.change('circuit');
    await settled();
    assert.deepEqual(log.lines.filter(line => line.includes('RangeError')).length, 1);
    assert.ok(!log.lines.join().includes('ada@example.com'));
    assert.ok(await signedIn.get());
  });

  it('is ended at once when the sign-out came while it was loaded', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { accounts, signedIn, built } = setUp(() => gate.promise);
    accounts.change('circuit');
    const waiting = assert.rejects(signedIn.get(), SignInRequiredError);
    accounts.change();
    await settled();
    gate.resolve(undefined);
    await waiting;
    assert.deepEqual(
      built.map(each => each.isDisposed),
      [true],
    );
    assert.equal(signedIn.current, undefined);
  });

  it('is that of the last sign-in, whichever was loaded first', async () => {
    const gates = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const { accounts, signedIn, built } = setUp(
      attempt => gates[attempt - 1]?.promise ?? settled(),
    );
    accounts.change('circuit');
    accounts.change();
    await settled();
    accounts.change('circuit');
    gates[1]?.resolve(undefined);
    await signedIn.get();
    gates[0]?.resolve(undefined);
    await settled();
    assert.deepEqual(
      built.map(each => each.isDisposed),
      [false, true],
    );
  });

  it('is ended with the extension', async () => {
    const { accounts, parts, signedIn, built } = setUp();
    accounts.change('circuit');
    await signedIn.get();
    parts.dispose();
    assert.ok(built[0]?.isDisposed);
  });
});
