import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from './base/disposables';
import { KeptSetting, type RawValues, type Setting } from './base/setting';
import { UserError } from './base/userError';
import {
  type HostSetting,
  isRecord,
  readAddresses,
  readClientIds,
  readDomains,
  readHost,
  readPort,
  readWorkingHours,
} from './settingReaders';

/** Every setting of this extension. */
export interface Settings extends Disposable {
  readonly host: Setting<HostSetting>;
  /** The client ID of the OAuth app for each origin, without invalid entries. */
  readonly clientIds: Setting<ReadonlyMap<string, string>>;
  readonly redirectPort: Setting<number>;
  /** In lower case; empty means the domain of the signed-in person's address. */
  readonly allowedDomains: Setting<readonly string[]>;
  /** Maps addresses and `@handles` in code to addresses that Circuit knows, in lower case. */
  readonly addresses: Setting<ReadonlyMap<string, string>>;
  /** For example `09:00-17:00`; as typed, not validated. */
  readonly workingHours: Setting<string>;
  /** Whether VS Code may sync the watch list. */
  readonly syncWatchList: Setting<boolean>;
  /** The host that this package was made for, if an administrator made it for one. */
  readonly packagedOrigin: string | undefined;
  /** Whether language-model tools may ask Circuit, and propose a status. */
  readonly assistants: Setting<boolean>;
}

/**
 * Reads each setting only from the person's own (global) value, or else from our own `manifest`,
 * where an administrator may have set the company's Circuit: neither a repository nor a container
 * nor another extension's defaults can decide where a token goes.
 */
export function createSettings(manifest: unknown): Settings {
  const parts: Pick<KeptSetting<unknown>, 'update' | 'dispose'>[] = [];
  const packaged = packagedValues(manifest);
  const packagedHost = readHost(packaged['host']);
  const values = () => withPackaged(globalValues(), packaged);
  const atStart = values();
  const setting = <T>(key: string, read: (raw: unknown) => T): Setting<T> => {
    const part = new KeptSetting(key, read, atStart);
    parts.push(part);
    return part;
  };
  const settings = {
    host: setting('host', readHost),
    clientIds: setting('clientIds', readClientIds),
    redirectPort: setting('redirectPort', readPort),
    syncWatchList: setting('syncWatchList', raw => raw === true),
    allowedDomains: setting('allowedDomains', readDomains),
    addresses: setting('addresses', readAddresses),
    workingHours: setting('workingHours', readWorkingHours),
    packagedOrigin: packagedHost.kind === 'ok' ? packagedHost.origin : undefined,
    assistants: setting('assistants', raw => raw === true),
  };
  const listener = vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration('circuit')) {
      const now = values();
      parts.forEach(part => part.update(now));
    }
  });
  return { ...settings, dispose: () => combinedDisposable(listener, ...parts).dispose() };
}

/** Writes the host that the person chose. */
export async function writeHost(origin: string): Promise<void> {
  await write('host', origin);
}

/** Writes the client ID that the person typed for `origin`; those of other origins stay. */
export async function writeClientId(origin: string, clientId: string): Promise<void> {
  const others = globalValues()['clientIds'];
  const record = { ...(isRecord(others) ? others : {}), [origin]: clientId };
  await write('clientIds', record);
}

/** Throws a `UserError` if VS Code cannot write: the file may be invalid, unsaved or read-only. */
async function write(key: string, value: unknown): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  try {
    await vscode.workspace.getConfiguration('circuit').update(key, value, Global);
  } catch {
    throw new UserError(
      vscode.l10n.t(
        "VS Code couldn't save your settings. Open settings.json, fix or save it, and try again.",
      ),
    );
  }
}

/** Reads all at once: reading each from VS Code would be most of this extension's start time. */
function globalValues(): RawValues {
  const all = vscode.workspace.getConfiguration().inspect<unknown>('circuit')?.globalValue;
  return isRecord(all) ? all : {};
}

/** What a package that was made for a company has in the place of the usual defaults. */
function packagedValues(manifest: unknown): RawValues {
  const path = ['contributes', 'configuration', 'properties'];
  const properties = path.reduce<unknown>(child, manifest);
  const value = (key: string) => child(child(properties, `circuit.${key}`), 'default');
  return { host: value('host'), clientIds: value('clientIds') };
}

function child(parent: unknown, key: string): unknown {
  return isRecord(parent) ? parent[key] : undefined;
}

function withPackaged(own: RawValues, { host, clientIds }: RawValues): RawValues {
  const ids = [clientIds, own['clientIds']].map(each => (isRecord(each) ? each : {}));
  return { host, ...own, clientIds: Object.assign({}, ...ids) as RawValues };
}
