import type { Logger } from '../../src/base/log';
import type { RoundsFile } from '../../src/presence/shared/rounds';

/** A log that nobody reads. */
export const quiet: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The file that windows share, of a window that is alone. */
export const noFile: RoundsFile = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  readLease: () => Promise.resolve(undefined),
  createLease: () => Promise.resolve('created'),
  removeLease: () => Promise.resolve(),
  watch: () => ({ dispose: () => undefined }),
};
