import type { Logger } from '../../src/base/logger';
import type { RoundFile } from '../../src/presence/shared/rounds';

/** A log that nobody reads. */
export const quiet: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The file that windows share, of a window that is alone. */
export const noFile: RoundFile = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  readClaim: () => Promise.resolve(undefined),
  createClaim: () => Promise.resolve('created'),
  removeClaim: () => Promise.resolve(),
  watch: () => ({ dispose: () => undefined }),
};
