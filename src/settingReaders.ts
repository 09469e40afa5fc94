import { isEmailAddress } from './circuit/ids';
import { parseOrigin } from './circuit/origin';

/** The Circuit server. `bad` has a localised sentence about what is wrong with the setting. */
export type HostSetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'ok'; readonly origin: string }
  | { readonly kind: 'bad'; readonly reason: string };

const defaultPort = 7190;

/** Reads the origin from the setting's value. */
export function readHost(raw: unknown): HostSetting {
  if (typeof raw !== 'string' || raw.trim() === '') {
    return { kind: 'none' };
  }
  const parsed = parseOrigin(raw);
  return parsed.kind === 'ok' ? { kind: 'ok', origin: parsed.origin } : parsed;
}

/** Entries with an invalid origin or client ID are dropped. */
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

/** A port that needs no privileges; otherwise the default. */
export function readPort(raw: unknown): number {
  const usable = typeof raw === 'number' && Number.isInteger(raw) && raw >= 1024 && raw <= 65535;
  return usable ? raw : defaultPort;
}

/** As typed, not validated. */
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

/** Maps addresses and `@handles` to addresses, all in lower case. */
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

/** Whether `text` can be a client ID: it has no character that a URL would have to escape. */
export function isClientId(text: string): boolean {
  return /^[\w.~-]{1,256}$/.test(text);
}

/** Whether `value` is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
