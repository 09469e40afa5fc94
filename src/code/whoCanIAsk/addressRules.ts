import { isEmailAddress } from '../../circuit/ids';

/** Which people Circuit may be asked about, and by which address. */
export interface AddressRules {
  /** Domains in lower case. Addresses in other domains are never sent. */
  readonly domains: ReadonlySet<string>;
  /** Maps an address or `@handle` in lower case to the address that Circuit knows. */
  readonly addresses: ReadonlyMap<string, string>;
}

const githubNoreply = /^(?:\d+\+)?([a-z0-9-]{1,39})@users\.noreply\.github\.com$/;
const noreplyLocal = /^(?:no|do-?not|dont)[-_.]?reply\b/;
const botLocal = /(?:^|[-_+])(?:bot|robot|ci)$|^(?:dependabot|renovate|greenkeeper)/;
const botName = /\[bot\]|[-_]bot$|^(?:dependabot|renovate|greenkeeper)\b/i;
/** Public mail providers: an address there says nothing about a company. */
const publicDomains = new Set(
  [
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com',
    'aol.com gmx.de gmx.net web.de proton.me protonmail.com mail.ru yandex.ru qq.com 163.com',
  ].flatMap(line => line.split(' ')),
);

/**
 * The address to look up for a git author, an address in a text or an `@handle`; undefined for
 * bots, no-reply addresses, other domains and anything that is not an ordinary address.
 */
export function askableAddress(
  addressOrHandle: string,
  rules: AddressRules,
  name = '',
): string | undefined {
  const given = addressOrHandle.toLowerCase();
  const [, login] = githubNoreply.exec(given) ?? [];
  const mapped =
    rules.addresses.get(given) ??
    (login === undefined ? undefined : rules.addresses.get(`@${login}`));
  if (mapped === undefined && isNobody(given, name)) {
    return undefined;
  }
  const emailAddress = (mapped ?? given).toLowerCase();
  return isEmailAddress(emailAddress) && rules.domains.has(domainOf(emailAddress))
    ? emailAddress
    : undefined;
}

/** The domain of the signed-in person's address, unless it is a public mail provider. */
export function defaultDomains(ownAddress: string | undefined): readonly string[] {
  const domain = domainOf(ownAddress ?? '');
  return domain === '' || publicDomains.has(domain) ? [] : [domain];
}

function isNobody(emailAddress: string, name: string): boolean {
  const local = emailAddress.slice(0, emailAddress.lastIndexOf('@'));
  const domain = domainOf(emailAddress);
  return (
    noreplyLocal.test(local) ||
    domain.split('.').includes('noreply') ||
    local.includes('[bot]') ||
    botLocal.test(local) ||
    botName.test(name)
  );
}

/** The part after the `@`, in lower case. */
function domainOf(emailAddress: string): string {
  return emailAddress.slice(emailAddress.lastIndexOf('@') + 1).toLowerCase();
}
