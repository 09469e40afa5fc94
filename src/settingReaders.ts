import { isEmailAddress } from './circuit/ids';
import { parseOrigin } from './circuit/origin';

/** Which Circuit. `bad` holds a localised sentence on what is wrong with the setting. */
export type HostSetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'ok'; readonly origin: string }
  | { readonly kind: 'bad'; readonly reason: string };

const defaultPort = 7190;

/** The origin, from whatever stands in the setting. */
export function readHost(raw: unknown): HostSetting {
  if (typeof raw !== 'string' || raw.trim() === '') {
    return { kind: 'none' };
  }
  const parsed = parseOrigin(raw);
  return parsed.kind === 'ok' ? { kind: 'ok', origin: parsed.origin } : parsed;
}

/** Entries of which a side cannot be what it should are left out. */
export function readClientIds(raw: unknown): ReadonlyMap<string, string> {
  const entries = isRecord(raw) ? Object.entries(raw) : [];
  return new Map(
    entries.flatMap(([host, id]) => {
      const parsed = parseOrigin(host);
      return parsed.kind === 'ok' && typeof id === 'string' && isClientId(id.trim())
        ? [[parsed.origin, id.trim()] as const]
        : [];
    }),
  );
}

/** A port that needs no rights, else the default one. */
export function readPort(raw: unknown): number {
  const usable = typeof raw === 'number' && Number.isInteger(raw) && raw >= 1024 && raw <= 65535;
  return usable ? raw : defaultPort;
}

/** As typed, unchecked. */
export function readWorkingHours(raw: unknown): string {
  return typeof raw === 'string' ? raw : '09:00-17:00';
}

/** Domains in lower case, written with or without an `@`. */
export function readDomains(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items
    .filter(item => typeof item === 'string')
    .map(item => item.trim().toLowerCase().replace(/^@/, ''))
    .filter(domain => isEmailAddress(`a@${domain}`));
}

/** Addresses and `@handles` to addresses, all in lower case. */
export function readAddresses(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([from, to]: [string, unknown]) =>
      from.includes('@') && typeof to === 'string' && isEmailAddress(to)
        ? [[from.toLowerCase(), to.toLowerCase()]]
        : [],
    ),
  );
}

/** Whether `text` can be a client id: nothing in it that an address would have to escape. */
export function isClientId(text: string): boolean {
  return /^[\w.~-]{1,256}$/.test(text);
}

/** Whether `value` is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
