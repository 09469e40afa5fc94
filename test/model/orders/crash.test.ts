import { endRight } from './orders';

describe('Two windows in each of which somebody chooses once', () => {
  it('end right in whichever order things happen, where the first window is gone from any step on', () =>
    endRight('crash 0'));
  it('end right in whichever order things happen, where the second window is gone from any step on', () =>
    endRight('crash 1'));
});
