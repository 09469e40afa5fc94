import { parseArgs } from 'node:util';
import { originOf } from '../oauth/authorize';
import { pathTemplates } from '../operations';
import { faultWords, parseFault } from './parseFault';
import type { SandboxServerOptions } from '../server';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'serve'; readonly json: boolean; readonly options: SandboxServerOptions };

const flags = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  port: { type: 'string', default: '0' },
  seed: { type: 'string' },
  'redirect-origin': { type: 'string', multiple: true },
  scopes: { type: 'string' },
  arrays: { type: 'string' },
  'scope-as': { type: 'string' },
  'expires-in': { type: 'string' },
  'dnd-until-as': { type: 'string' },
  refresh: { type: 'string' },
  'support-type-as': { type: 'string' },
  pkce: { type: 'string' },
  'unknown-as': { type: 'string' },
  'missing-scope-as': { type: 'string' },
  'left-out-message': { type: 'string' },
  'read-delay': { type: 'string' },
  'xml-without-accept': { type: 'boolean' },
  fault: { type: 'string' },
  'fault-method': { type: 'string' },
  'fault-path': { type: 'string' },
  'fault-times': { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

/** A made-up Circuit on this computer: `--help` in words. */
export const usage = `A small Circuit with a made-up company, on 127.0.0.1 until Ctrl+C.

  npm run sandbox -- [flags]

  --port N                 port; 0, the default, takes any free one
  --json                   print one line of JSON and nothing else
  --seed TEXT              another set of ids and working days
  --redirect-origin URL    origin that browsers may be sent back to (default http://localhost:7190);
                           may be given several times
  --scopes A,B             scopes the OAuth app is registered with (default all)

How to read and write what Circuit's documentation and examples disagree about:
  --arrays both|repeated|comma          --refresh none|kept|rotating
  --scope-as array|string               --expires-in SECONDS
  --dnd-until-as milliseconds|iso       --support-type-as word|number
  --pkce verified|ignored               --unknown-as 404|400
  --missing-scope-as 401|403            --left-out-message cleared|kept
  --xml-without-accept                  --read-delay MS (until reads show what was set)

What goes wrong on purpose:
  --fault-method METHOD    strikes requests of this method only
  --fault-path PATH        strikes this path only, e.g. /rest/v2/users/{id}
  --fault-times N          strikes so many requests only
${faultWords.map(([how, what]) => `  --fault ${how.padEnd(26)} ${what}`).join('\n')}
`;

/** Reads the command line's arguments. */
export function readCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({ args: [...args], options: flags });
    return values.help
      ? { kind: 'help' }
      : { kind: 'serve', json: values.json ?? false, options: readOptions(values) };
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) };
  }
}

function readOptions(values: Values): SandboxServerOptions {
  return {
    port: readNumber('port', values.port, 65535),
    seed: values.seed,
    redirectOrigins: values['redirect-origin']?.map(readOrigin),
    appScopes: values.scopes?.split(','),
    arrays: readChoice('arrays', values.arrays, ['both', 'repeated', 'comma']),
    scopeAs: readChoice('scope-as', values['scope-as'], ['array', 'string']),
    expiresIn: readNumber('expires-in', values['expires-in']),
    dndUntilAs: readChoice('dnd-until-as', values['dnd-until-as'], ['milliseconds', 'iso']),
    refresh: readChoice('refresh', values.refresh, ['none', 'kept', 'rotating']),
    supportTypeAs: readChoice('support-type-as', values['support-type-as'], ['word', 'number']),
    pkce: readChoice('pkce', values.pkce, ['verified', 'ignored']),
    unknownAs: readStatus('unknown-as', values['unknown-as'], [404, 400]),
    missingScopeAs: readStatus('missing-scope-as', values['missing-scope-as'], [401, 403]),
    leftOutMessage: readChoice('left-out-message', values['left-out-message'], ['cleared', 'kept']),
    readDelayMs: readNumber('read-delay', values['read-delay']),
    xmlWithoutAccept: values['xml-without-accept'],
    fault: readFault(values),
  };
}

function readFault(values: Values): SandboxServerOptions['fault'] {
  if (values.fault === undefined) {
    return undefined;
  }
  const kind = parseFault(values.fault);
  if (!kind) {
    throw new Error(`--fault knows no "${values.fault}".`);
  }
  const path = readChoice('fault-path', values['fault-path'], pathTemplates);
  const times = readNumber('fault-times', values['fault-times']);
  return { ...kind, method: values['fault-method']?.toUpperCase(), path, times };
}

/** What Circuit compares of an address, also of a whole one. */
function readOrigin(text: string): string {
  const url = URL.parse(text);
  if (!url || !text.includes('://')) {
    throw new Error(`--redirect-origin is an address such as http://localhost:7190.`);
  }
  return originOf(url);
}

function readStatus<T extends number>(
  flag: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  const choice = readChoice(flag, text, choices.map(String));
  return choices.find(each => String(each) === choice);
}

function readChoice<T extends string>(
  flag: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  const choice = choices.find(each => each === text);
  if (text !== undefined && choice === undefined) {
    throw new Error(`--${flag} is one of ${choices.join(', ')}.`);
  }
  return choice;
}

function readNumber(flag: string, text: string | undefined, max = 1e9): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(number <= max)) {
    throw new Error(`--${flag} is a whole number up to ${max}.`);
  }
  return number;
}
