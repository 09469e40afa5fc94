import * as l10n from '@vscode/l10n';
import { parseOrigin } from '../../../circuit/origin';
import { isClientId } from '../../../settingReaders';

/** What a setup link fills in: which Circuit, and the OAuth app there. Never a secret. */
export interface LinkedApp {
  readonly origin: string;
  readonly clientId: string;
}

export type ReadLink =
  | { readonly kind: 'ok'; readonly app: LinkedApp }
  /** `reason` is a localised sentence. */
  | { readonly kind: 'bad'; readonly reason: string };

const authority = 'circuit-presence.circuit-presence';
const setupPath = '/setup';

const longest = 2_000;
/** An address of this extension, whatever it then says. */
const toExtension = new RegExp(`^[a-z][a-z0-9+.-]*:/*${authority}(?![\\w.-])`, 'i');
const whole = new RegExp(`^([a-z][a-z0-9+.-]*)://${authority}${setupPath}\\?([^#]*)$`, 'i');

/** The link for the Circuit at `origin`, as far as it is known: whoever knows the client ID adds it. */
export function writeSetupLink(scheme: string, origin: string): string {
  // What is no plain host, such as a sandbox on this computer, needs its scheme.
  const host = origin.replace(/^https:\/\//, '');
  const query = `host=${encodeURIComponent(host)}&client_id=`;
  return `${scheme}://${authority}${setupPath}?${query}`;
}

/** Whether `text` is meant as a link to this extension, well made or not. */
export function isSetupLink(text: string): boolean {
  return toExtension.test(text.trim());
}

/** Reads a pasted link. It may have been written for VS Code itself where a kin of it runs. */
export function readPastedLink(text: string, scheme: string): ReadLink {
  const [, written = '', query = ''] = whole.exec(text.trim()) ?? [];
  return [scheme, 'vscode', 'vscode-insiders'].includes(written.toLowerCase())
    ? readSetupQuery(query)
    : bad();
}

/**
 * Reads what stands behind the `?` of a setup link: one host and one client ID, each as the settings
 * would take it, and nothing else that could be meant to steer the sign-in.
 */
export function readSetupQuery(query: string): ReadLink {
  if (query.length > longest) {
    return bad();
  }
  const pairs = [...new URLSearchParams(query)];
  const names = pairs.map(([name]) => name).sort();
  if (names.join() !== 'client_id,host') {
    return bad();
  }
  const { host = '', client_id: clientId = '' } = Object.fromEntries(pairs);
  if (clientId === '') {
    return { kind: 'bad', reason: l10n.t("This setup link doesn't have a client ID yet.") };
  }
  const parsed = parseOrigin(host);
  if (parsed.kind === 'bad') {
    return parsed;
  }
  return isClientId(clientId)
    ? { kind: 'ok', app: { origin: parsed.origin, clientId } }
    : { kind: 'bad', reason: l10n.t("A client ID can't contain spaces or special characters.") };
}

function bad(): ReadLink {
  return { kind: 'bad', reason: l10n.t("This isn't a valid setup link.") };
}
