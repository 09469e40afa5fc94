import type { Settings } from '../../src/settings';
import type { Logger } from '../../src/base/log';
import { createPrivateFolder, type SharedFolder } from '../../src/base/sharedFolder';

/** A log that nobody reads. */
export const quiet: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The folder that windows share, of a window that is alone. */
export const noFile = (): SharedFolder => createPrivateFolder();

/** Settings that never change: `origin`, if given, is the host and has the client ID `client`. */
export function fixedSettings(origin?: string): Settings {
  const setting = <T>(value: T) => ({ value, onDidChange: () => ({ dispose() {} }) });
  return {
    host: setting(origin === undefined ? { kind: 'none' } : { kind: 'ok', origin }),
    clientIds: setting(new Map(origin === undefined ? [] : [[origin, 'client']])),
    redirectPort: setting(7190),
    allowedDomains: setting([]),
    addresses: setting(new Map()),
    workingHours: setting(''),
    syncWatchList: setting(false),
    packagedOrigin: undefined,
    assistants: setting(false),
    dispose() {},
  };
}
