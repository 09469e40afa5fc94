import assert from 'node:assert/strict';
import { lazy, OneAtATime } from '../../../src/base/async';

describe('What is loaded at its first use', () => {
  it('is not loaded before, and once for everybody', async () => {
    let loads = 0;
    const get = lazy(() => Promise.resolve({ load: ++loads }));
    assert.equal(loads, 0);
    const [one, other] = await Promise.all([get(), get()]);
    assert.equal(one, other);
    assert.equal(await get(), one);
    assert.equal(loads, 1);
  });

  it('is tried again at the next use when it could not be loaded', async () => {
    let loads = 0;
    const get = lazy(() =>
      ++loads === 1 ? Promise.reject(new Error('no such chunk')) : Promise.resolve('part'),
    );
    const [one, other] = await Promise.allSettled([get(), get()]);
    assert.equal(loads, 1);
    assert.equal(one.status, 'rejected');
    assert.equal(other.status, 'rejected');
    assert.equal(await get(), 'part');
    assert.equal(await get(), 'part');
    assert.equal(loads, 2);
  });

  it('is tried again as well when loading throws at once', async () => {
    let loads = 0;
    const get = lazy((): Promise<string> => {
      loads++;
      throw new Error('no such chunk');
    });
    await assert.rejects(async () => await get());
    await assert.rejects(async () => await get());
    assert.equal(loads, 2);
  });
});

describe('What is done one at a time', () => {
  const inTurns = () => {
    const turns: PromiseWithResolvers<undefined>[] = [];
    const work = new OneAtATime(() => {
      const turn = Promise.withResolvers<undefined>();
      turns.push(turn);
      return turn.promise;
    });
    return { turns, ask: () => work.ask() };
  };
  const soon = () => new Promise(setImmediate);

  it('is done once more, however often it is asked for meanwhile', async () => {
    const { turns, ask } = inTurns();
    ask();
    ask();
    ask();
    assert.equal(turns.length, 1);
    turns[0]?.resolve(undefined);
    await soon();
    assert.equal(turns.length, 2);
    turns[1]?.resolve(undefined);
    await soon();
    assert.equal(turns.length, 2);
    ask();
    assert.equal(turns.length, 3);
  });

  for (const moments of [0, 1, 2, 3, 4, 5]) {
    it(`is done again when it is asked for ${moments} moments after its end`, async () => {
      const { turns, ask } = inTurns();
      ask();
      turns[0]?.resolve(undefined);
      for (let passed = 0; passed < moments; passed += 1) {
        await Promise.resolve();
      }
      ask();
      await soon();
      assert.equal(turns.length, 2);
    });
  }
});
