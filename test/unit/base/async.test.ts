import assert from 'node:assert/strict';
import { lazy } from '../../../src/base/async';

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
