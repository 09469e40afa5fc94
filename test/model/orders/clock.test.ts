import { endRight } from './orders';

describe('Two windows in each of which somebody chooses once', () => {
  it('end right in whichever order things happen, where the clock is set back at any step', () =>
    endRight('back'));
  it('end right in whichever order things happen, where the clock is set forth at any step', () =>
    endRight('forth'));
});
