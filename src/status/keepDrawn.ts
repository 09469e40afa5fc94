import type { Disposable } from '../event';

/** Node would call a timer that is set for later than this at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Something on screen that is drawn anew on request, and when its time has come. */
export interface Drawing extends Disposable {
  readonly draw: () => void;
}

/**
 * Draws at once. `render` gives when what it drew stops being right (epoch milliseconds), and is
 * called then, until this is disposed.
 */
export function keepDrawn(render: () => number | undefined): Drawing {
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(timer);
    const changesAt = render();
    timer =
      changesAt === undefined
        ? undefined
        : setTimeout(draw, Math.min(changesAt - Date.now(), LONGEST_TIMER_MS));
  };
  draw();
  return { draw, dispose: () => clearTimeout(timer) };
}
