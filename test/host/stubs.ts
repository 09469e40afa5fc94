import type { Logger } from '../../src/base/log';
import { createPrivateFolder, type SharedFolder } from '../../src/base/sharedFolder';

/** A log that nobody reads. */
export const quiet: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The folder that windows share, of a window that is alone. */
export const noFile = (): SharedFolder => createPrivateFolder();
