import { isEmailAddress, isUserId } from '../circuit/ids';

/** The web client's address of a person; undefined for an invalid id. */
export function userLink(origin: string, userId: string): string | undefined {
  return isUserId(userId) ? `${origin}/#/user/${userId}` : undefined;
}

/** Where the web client starts an audio call; `undefined` for what is no email address. */
export function callLink(origin: string, emailAddress: string): string | undefined {
  return isEmailAddress(emailAddress)
    ? `${origin}/#/call?user=${encodeURIComponent(emailAddress)}&media=audio`
    : undefined;
}

/** The web client's address of a label's conversations. */
export function labelLink(origin: string, value: string): string {
  return `${origin}/#/search/${encodeURIComponent(value)}`;
}

/** Opens the mail program; `undefined` for what is no email address. */
export function mailLink(emailAddress: string): string | undefined {
  return isEmailAddress(emailAddress) ? `mailto:${encodeURIComponent(emailAddress)}` : undefined;
}
