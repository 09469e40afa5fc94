import { originOf } from '../oauth/wayBack';
import { pathTemplates } from '../operations';
import type { SandboxReadings } from '../readings';
import type { SandboxServerOptions } from '../server';
import { FlagValues } from './flags';
import { parseFault } from './parseFault';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'serve'; readonly json: boolean; readonly options: SandboxServerOptions };

/** Reads the command line's arguments. */
export function readCommandLine(args: readonly string[]): Command {
  try {
    const flags = new FlagValues(args);
    return flags.values.help
      ? { kind: 'help' }
      : { kind: 'serve', json: flags.values.json ?? false, options: readOptions(flags) };
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) };
  }
}

function readOptions(flags: FlagValues): SandboxServerOptions {
  const { values } = flags;
  return {
    port: flags.number('port', 65535),
    seed: values.seed,
    redirectOrigins: values['redirect-origin']?.map(readRedirectOrigin),
    appScopes: values.scopes?.split(','),
    allowOrigins: values['allow-origin']?.map(readAllowedOrigin),
    hideHeaders: values['hide-headers'],
    gzip: values.gzip,
    fault: readFault(flags),
    ...readReadings(flags),
  };
}

function readReadings(flags: FlagValues): Partial<SandboxReadings> {
  const readings: { [R in keyof SandboxReadings]: SandboxReadings[R] | undefined } = {
    arrays: flags.choice('arrays', 'both', 'repeated', 'comma'),
    dndUntilAs: flags.choice('dnd-until-as', 'milliseconds', 'iso'),
    supportTypeAs: flags.choice('support-type-as', 'word', 'number'),
    missingScopeAs: flags.status('missing-scope-as', 401, 403),
    unknownAs: readUnknownAs(flags),
    errorsAs: flags.choice('errors-as', 'json', 'html', 'text', 'empty'),
    bodies: flags.choice('bodies', 'form', 'any'),
    xmlWithoutAccept: flags.values['xml-without-accept'],
    leftOutMessage: flags.choice('left-out-message', 'cleared', 'kept'),
    leaveDnd: flags.choice('leave-dnd', 'clearDND', 'anyState', 'refused'),
    pastDndUntil: flags.choice('past-dnd-until', 'over', 'refused'),
    offline: flags.choice('offline', 'taken', 'ignored', 'refused'),
    readDelayMs: flags.number('read-delay'),
    overwrittenAfterMs: flags.number('overwritten-after'),
    scopeAs: flags.choice('scope-as', 'array', 'string'),
    scopesBetween: flags.choice('scopes-between', 'comma', 'any'),
    expiresIn: flags.number('expires-in'),
    refresh: flags.choice('refresh', 'none', 'kept', 'rotating'),
    pkce: flags.choice('pkce', 'verified', 'ignored'),
    publicClient: flags.choice('public-client', 'pkce', 'refused'),
    denyAs: flags.choice('deny-as', 'query', 'fragment', 'bare'),
  };
  const told = Object.entries(readings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told);
}

function readUnknownAs(flags: FlagValues): SandboxReadings['unknownAs'] | undefined {
  const text = flags.choice('unknown-as', '404', '400', 'known-only');
  return text === 'known-only' ? text : flags.status('unknown-as', 404, 400);
}

function readFault(flags: FlagValues): SandboxServerOptions['fault'] {
  const { fault } = flags.values;
  if (fault === undefined) {
    return undefined;
  }
  const kind = parseFault(fault);
  if (!kind) {
    throw new Error(`--fault knows no "${fault}".`);
  }
  const method = flags.values['fault-method']?.toUpperCase();
  const path = flags.choice('fault-path', ...pathTemplates);
  return { ...kind, method, path, times: flags.number('fault-times') };
}

/** The part of an address that Circuit compares. */
function readRedirectOrigin(text: string): string {
  const url = URL.parse(text);
  // `localhost:7190` parses as a scheme; a real scheme is followed by a slash or nothing.
  if (!url || !/^[a-z][a-z\d+.-]*:(\/|$)/i.test(text)) {
    throw new Error(
      '--redirect-origin is an address such as http://localhost:7190 or com.example.app:/.',
    );
  }
  return originOf(url);
}

/** An origin as browsers write it, or `*`. */
function readAllowedOrigin(text: string): string {
  const url = URL.parse(text);
  if (text !== '*' && (!url?.host || !text.includes('://'))) {
    throw new Error('--allow-origin is an origin such as https://vscode.dev, or *.');
  }
  return url ? originOf(url) : text;
}
