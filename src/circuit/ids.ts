import * as l10n from '@vscode/l10n';
import { HttpError } from './errors';

const userId = /^[A-Za-z0-9-]{1,64}$/;
const atom = "[A-Za-z0-9_+'-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const emailAddress = new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`);

/** Whether `text` may be sent as a user id. Circuit's own are UUIDs. */
export function isUserId(text: string): boolean {
  return userId.test(text);
}

/** Whether `text` is an ordinary email address. Rare but legal forms are not worth the risk. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && emailAddress.test(text);
}

/**
 * Rejects anything but user ids and email addresses before it is sent: `..` in a path would reach
 * another operation, `,` in a list another person. Throws the 400 that Circuit documents for this.
 */
export function requireIds(texts: readonly string[]): void {
  if (!texts.every(text => isUserId(text) || isEmailAddress(text))) {
    throw new HttpError(l10n.t("That isn't a Circuit user ID or an email address."), 400);
  }
}

/** One query parameter for several ids, in the form this host understands. */
export function serializeIds(
  name: string,
  ids: readonly string[],
  arrays: 'repeated' | 'comma',
): string {
  const encoded = ids.map(encodeURIComponent);
  return arrays === 'comma'
    ? `${name}=${encoded.join(',')}`
    : encoded.map(id => `${name}=${id}`).join('&');
}
