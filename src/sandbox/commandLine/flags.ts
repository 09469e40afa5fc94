import { parseArgs } from 'node:util';

/** The flags of the command line. */
export const flags = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  port: { type: 'string', default: '0' },
  seed: { type: 'string' },
  'redirect-origin': { type: 'string', multiple: true },
  scopes: { type: 'string' },
  'allow-origin': { type: 'string', multiple: true },
  'hide-headers': { type: 'boolean' },
  gzip: { type: 'boolean' },
  arrays: { type: 'string' },
  'dnd-until-as': { type: 'string' },
  'support-type-as': { type: 'string' },
  'missing-scope-as': { type: 'string' },
  'unknown-as': { type: 'string' },
  'errors-as': { type: 'string' },
  bodies: { type: 'string' },
  'xml-without-accept': { type: 'boolean' },
  'left-out-message': { type: 'string' },
  'leave-dnd': { type: 'string' },
  'past-dnd-until': { type: 'string' },
  offline: { type: 'string' },
  'read-delay': { type: 'string' },
  'overwritten-after': { type: 'string' },
  'scope-as': { type: 'string' },
  'scopes-between': { type: 'string' },
  'expires-in': { type: 'string' },
  refresh: { type: 'string' },
  pkce: { type: 'string' },
  'public-client': { type: 'string' },
  'deny-as': { type: 'string' },
  fault: { type: 'string' },
  'fault-method': { type: 'string' },
  'fault-path': { type: 'string' },
  'fault-times': { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];
type TextFlag = {
  [F in keyof typeof flags]: Values[F] extends string | undefined ? F : never;
}[keyof typeof flags];

/** The values of the flags. Readers throw a sentence about what is wrong. */
export class FlagValues {
  readonly values: Values;

  constructor(args: readonly string[]) {
    this.values = parseArgs({ args: [...args], options: flags }).values;
  }

  /** One of several words. */
  choice<T extends string>(flag: TextFlag, ...choices: readonly T[]): T | undefined {
    const { [flag]: text } = this.values;
    const choice = choices.find(each => each === text);
    if (text !== undefined && choice === undefined) {
      throw new Error(`--${flag} is one of ${choices.join(', ')}.`);
    }
    return choice;
  }

  /** One of several statuses. */
  status<T extends number>(flag: TextFlag, ...choices: readonly T[]): T | undefined {
    const text = this.choice(flag, ...choices.map(String));
    return choices.find(each => String(each) === text);
  }

  /** A whole number up to `max`. */
  number(flag: TextFlag, max = 1e9): number | undefined {
    const { [flag]: text } = this.values;
    if (text === undefined) {
      return undefined;
    }
    const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (!(number <= max)) {
      throw new Error(`--${flag} is a whole number up to ${max}.`);
    }
    return number;
  }
}
