import { endRight } from './orders';

describe('Two windows in each of which somebody chooses once', () => {
  it('end right in whichever order things happen, where the first window stands still at any step until its lease is taken', () =>
    endRight('stop 0'));
});
