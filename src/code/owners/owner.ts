import { isEmailAddress } from '../../circuit/ids';
import type { Dialect } from './pathPattern';

/** An owner named by a rule. Groups and roles are several people whom Circuit cannot resolve. */
export type Owner =
  | { readonly kind: 'email'; readonly emailAddress: string }
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'team'; readonly handle: string };

/** An owner as written: an address or a `@handle`. Other people's text. */
export function nameOfOwner(owner: Owner): string {
  return owner.kind === 'email' ? owner.emailAddress : owner.handle;
}

const mostOwners = 100;

/** The owners among the words; other words are ignored. */
export function ownersIn(words: readonly string[], dialect: Dialect): readonly Owner[] {
  return words.slice(0, mostOwners).flatMap(word => readOwner(word, dialect) ?? []);
}

const handle = /^@[\p{L}\p{N}_.-]{1,100}$/u;
const group = /^@[\p{L}\p{N}_.-]{1,100}(\/[\p{L}\p{N}_.-]{1,100}){1,20}$/u;
const team = /^@[\p{L}\p{N}_.-]{1,100}\/[\p{L}\p{N}_.-]{1,100}$/u;
const anyRole = /^@@[\p{L}\p{N}_.-]{1,100}$/u;

function readOwner(word: string, dialect: Dialect): Owner | undefined {
  if (handle.test(word)) {
    return { kind: 'handle', handle: word };
  }
  const isMany = dialect === 'gitlab' ? group.test(word) || anyRole.test(word) : team.test(word);
  if (isMany) {
    return { kind: 'team', handle: word };
  }
  return isEmailAddress(word) ? { kind: 'email', emailAddress: word.toLowerCase() } : undefined;
}
