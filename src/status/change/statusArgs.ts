import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { fitsMessage, MESSAGE_LIMIT } from '../../base/plainText';
import { MINUTE_MS } from '../../base/timeWords';
import { UserError } from '../../base/userError';
import type { WorkingHours } from '../../presence/dndTimes';
import { LONGEST_DND_MINUTES, parseFreeText } from '../../presence/parseStatus';
import type { PresenceChange } from '../../presence/presenceChange';

/** When, in which working hours, and the state that the command itself stands for, if any. */
export interface ArgsContext {
  readonly now: number;
  readonly hours: WorkingHours;
  readonly state?: PresenceChange['state'];
}

type Args = v.InferOutput<ReturnType<typeof argsSchema>>;

/**
 * Reads what a key binding or another extension hands to a command of ours, as strictly as an
 * answer from the network. Throws a `UserError` whose sentence says what is wrong.
 */
export function readStatusArgs(
  args: unknown,
  { now, hours, state: fixed }: ArgsContext,
): PresenceChange {
  const output = parse(argsSchema(), args);
  if (fixed !== undefined && output.state !== undefined) {
    throw new UserError(l10n.t('This command has a state of its own and takes no "state".'));
  }
  const { message } = output;
  const state = fixed ?? output.state;
  const dndUntil = readEnd(output, now, hours);
  checkTogether(state, message, dndUntil);
  return { state, dndUntil, statusMessage: message };
}

/** Reads `{ message }`, for the command that sets nothing else. Throws a `UserError`. */
export function readMessageArgs(args: unknown): PresenceChange {
  const schema = v.strictObject({ message: message() }, l10n.t('Only "message" can be given.'));
  return { statusMessage: parse(schema, args).message };
}

function parse<T extends v.GenericSchema>(schema: T, args: unknown): v.InferOutput<T> {
  const read = v.safeParse(schema, args);
  if (!read.success) {
    throw new UserError(read.issues[0].message);
  }
  return read.output;
}

function checkTogether(
  state: PresenceChange['state'],
  message: string | undefined,
  dndUntil: number | undefined,
): void {
  if (state === undefined && message === undefined) {
    throw new UserError(l10n.t('A "state" or a "message" is needed.'));
  }
  if (state !== 'DND' && dndUntil !== undefined) {
    throw new UserError(l10n.t('Only the state "DND" can have an end.'));
  }
  if (state === 'DND' && dndUntil === undefined) {
    throw new UserError(
      l10n.t('Do Not Disturb needs "until" or "durationMinutes": Circuit knows none without end.'),
    );
  }
}

function argsSchema() {
  const badState = l10n.t('"state" has to be AVAILABLE, AWAY, BUSY or DND.');
  const badDuration = l10n.t('"durationMinutes" has to be a number from 1 to 525600, a year.');
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
    l10n.t('Only "state", "until", "durationMinutes" and "message" can be given.'),
  );
}

function message() {
  const bad = l10n.t('"message" has to be a text of at most {0} characters.', MESSAGE_LIMIT);
  return v.pipe(v.string(bad), v.check(fitsMessage, bad));
}

function readEnd(args: Args, now: number, hours: WorkingHours): number | undefined {
  if (args.until !== undefined && args.durationMinutes !== undefined) {
    throw new UserError(l10n.t('Give either "until" or "durationMinutes", not both.'));
  }
  if (args.durationMinutes !== undefined) {
    return now + args.durationMinutes * MINUTE_MS;
  }
  return args.until === undefined ? undefined : readUntil(args.until, now, hours);
}

function readUntil(until: number | string, now: number, hours: WorkingHours): number {
  const instant = typeof until === 'number' ? until : readText(until, now, hours);
  if (Number.isNaN(instant)) {
    throw new UserError(badUntil());
  }
  if (instant <= now || instant > now + LONGEST_DND_MINUTES * MINUTE_MS) {
    throw new UserError(l10n.t('"until" has to lie ahead, within a year.'));
  }
  return instant;
}

/** ISO-8601, or whatever the quick pick understands. `NaN` for anything else. */
function readText(text: string, now: number, hours: WorkingHours): number {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && text.length < 40) {
    return Date.parse(text);
  }
  const read = parseFreeText(text, now, hours);
  return read.kind === 'until' && read.message === undefined ? read.until : NaN;
}

function badUntil(): string {
  return l10n.t(
    '"until" has to be a time such as "14:30", an ISO 8601 date and time, or epoch milliseconds.',
  );
}
