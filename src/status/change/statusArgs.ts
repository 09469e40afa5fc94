import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { fitsMessage, MESSAGE_LIMIT } from '../../base/plainText';
import { MINUTE_MS } from '../../base/timeWords';
import { UserError } from '../../base/userError';
import type { WorkingHours } from '../../presence/dndTimes';
import { parseStatus, type Reading } from '../../presence/typed/parseStatus';
import { LONGEST_DND_MINUTES } from '../../presence/typed/timedReadings';
import type { PresenceChange } from '../../presence/presenceChange';

/** The time, zone and working hours, and the command's own state, if any. */
export interface ArgsContext {
  readonly now: number;
  readonly hours: WorkingHours;
  readonly state?: PresenceChange['state'];
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
  /** True if the computer's zone may not be the person's and no zone was chosen. */
  readonly isZoneUnknown?: boolean;
}

/** A clock time was given, but the person's time zone is unknown. */
export class ZoneNeeded extends UserError {}

type Args = v.InferOutput<ReturnType<typeof argsSchema>>;

/**
 * Parses the arguments from a key binding or another extension, as strictly as a network answer.
 * Throws a `UserError` that says what is wrong.
 */
export function readStatusArgs(args: unknown, context: ArgsContext): PresenceChange {
  const { state: fixed } = context;
  const output = parse(argsSchema(), args);
  if (fixed !== undefined && output.state !== undefined) {
    throw new UserError(l10n.t('This command sets its own state and doesn\'t accept "state".'));
  }
  const { message } = output;
  const state = fixed ?? output.state;
  const dndUntil = readEnd(output, context);
  checkTogether(state, message, dndUntil);
  return { state, dndUntil, statusMessage: message };
}

/** Parses `{ message }`, for the command that only sets a message. Throws a `UserError`. */
export function readMessageArgs(args: unknown): PresenceChange {
  const schema = v.strictObject({ message: message() }, l10n.t('Only "message" is allowed.'));
  return { statusMessage: parse(schema, args).message };
}

function parse<T extends v.GenericSchema>(schema: T, args: unknown): v.InferOutput<T> {
  const read = v.safeParse(schema, isPlain(args) ? args : null);
  if (!read.success) {
    throw new UserError(read.issues[0].message);
  }
  return read.output;
}

/** Neither a list nor an error, a date or a map: those say nothing that a command takes. */
function isPlain(args: unknown): boolean {
  const isObject = typeof args === 'object' && args !== null && !Array.isArray(args);
  const prototype: unknown = isObject ? Object.getPrototypeOf(args) : undefined;
  return isObject && (prototype === null || Object.getPrototypeOf(prototype) === null);
}

function checkTogether(
  state: PresenceChange['state'],
  message: string | undefined,
  dndUntil: number | undefined,
): void {
  if (state === undefined && message === undefined) {
    throw new UserError(l10n.t('A "state" or a "message" is required.'));
  }
  if (state !== 'DND' && dndUntil !== undefined) {
    throw new UserError(l10n.t('Only the state "DND" can have an end.'));
  }
  if (state === 'DND' && dndUntil === undefined) {
    throw new UserError(
      l10n.t(
        'Do Not Disturb requires "until" or "durationMinutes" because it always has an end time in Circuit.',
      ),
    );
  }
}

function argsSchema() {
  const badState = l10n.t('"state" must be AVAILABLE, AWAY, BUSY, or DND.');
  const badDuration = l10n.t('"durationMinutes" must be a number from 1 to 525600 (one year).');
  return v.strictObject(
    {
      state: v.optional(
        v.pipe(
          v.string(badState),
          v.toUpperCase(),
          v.picklist(['AVAILABLE', 'AWAY', 'BUSY', 'DND'], badState),
        ),
      ),
      until: v.optional(v.union([v.number(), v.string()], badUntil())),
      durationMinutes: v.optional(
        v.pipe(
          v.number(badDuration),
          v.minValue(1, badDuration),
          v.maxValue(LONGEST_DND_MINUTES, badDuration),
        ),
      ),
      message: v.optional(message()),
    },
    l10n.t('Only "state", "until", "durationMinutes", and "message" are allowed.'),
  );
}

function message() {
  const bad = l10n.t('"message" must be text of at most {0} characters.', MESSAGE_LIMIT);
  return v.pipe(v.string(bad), v.check(fitsMessage, bad));
}

function readEnd(args: Args, context: ArgsContext): number | undefined {
  if (args.until !== undefined && args.durationMinutes !== undefined) {
    throw new UserError(l10n.t('Specify either "until" or "durationMinutes", not both.'));
  }
  if (args.durationMinutes !== undefined) {
    return context.now + args.durationMinutes * MINUTE_MS;
  }
  return args.until === undefined ? undefined : readUntil(args.until, context);
}

function readUntil(until: number | string, context: ArgsContext): number {
  const { now } = context;
  const instant = typeof until === 'number' ? until : readText(until, context);
  if (Number.isNaN(instant)) {
    throw new UserError(badUntil());
  }
  if (instant <= now || instant > now + LONGEST_DND_MINUTES * MINUTE_MS) {
    throw new UserError(l10n.t('"until" must be in the future, at most a year from now.'));
  }
  return instant;
}

/** ISO 8601, or any text that the quick pick would set without asking. `NaN` for anything else. */
function readText(text: string, context: ArgsContext): number {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.length < 40) {
    return Date.parse(text);
  }
  const readings = /^\s*\d*\s*$/.test(text) ? [] : parseStatus(text, context);
  const [first] = readings;
  if (first?.kind === 'message' && readings.some(isTimeAlone)) {
    throw new UserError(l10n.t('"until" is ambiguous. Write it as 09:00, 21:00, 9 am, or 9 pm.'));
  }
  if (first?.kind === 'dndFor' && first.message === undefined) {
    return context.now + first.minutes * MINUTE_MS;
  }
  if (first?.kind !== 'dndUntil' || first.message !== undefined) {
    return NaN;
  }
  if (context.isZoneUnknown) {
    throw new ZoneNeeded(
      l10n.t(
        'VS Code is running on another computer. Choose your time zone or specify a duration.',
      ),
    );
  }
  return first.until;
}

function isTimeAlone(reading: Reading): boolean {
  return reading.kind === 'dndUntil' && reading.message === undefined;
}

function badUntil(): string {
  return l10n.t(
    '"until" must be a time such as "14:30", an ISO 8601 date and time, or epoch milliseconds.',
  );
}
