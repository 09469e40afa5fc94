import * as v from 'valibot';
import { plainMessage } from '../base/plainText';
import { wrongInput } from './sentences';

const line = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)));
const absolutePath = v.pipe(
  v.string(),
  v.maxLength(4096),
  v.regex(/^(?:[\\/]|[a-z]:[\\/])[^\0]*$/i, 'file_path is not absolute'),
);

/** What each tool accepts. VS Code passes on whatever a model wrote, without checking it. */
export const schemas = {
  circuit_get_presence: v.strictObject({
    people: v.pipe(
      v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254))),
      v.minLength(1),
      v.maxLength(10),
    ),
  }),
  circuit_find_people: v.strictObject({
    name: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(2),
      v.maxLength(64),
      v.regex(/^[^@]*$/, 'name is an address'),
      v.regex(/^(?!.*[\da-f]{8}-)/i, 'name is an id'),
    ),
  }),
  circuit_find_whom_to_ask: v.pipe(
    v.strictObject({ file_path: absolutePath, first_line: line, last_line: line }),
    v.check(
      ({ first_line: first, last_line: last }) =>
        last === undefined || (first !== undefined && first <= last),
      'last_line comes before first_line, or without it',
    ),
  ),
  circuit_propose_status: v.pipe(
    v.strictObject({
      state: v.picklist(['AVAILABLE', 'AWAY', 'BUSY', 'DND']),
      duration_minutes: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
      ),
      message: v.optional(
        v.pipe(
          v.string(),
          v.maxLength(250),
          // What the person sees is exactly what is set.
          v.transform(plainMessage),
          v.minLength(1, 'message is empty'),
        ),
      ),
    }),
    v.check(
      ({ state, duration_minutes }) => (state === 'DND') === (duration_minutes !== undefined),
      'duration_minutes goes with DND, and with nothing else',
    ),
  ),
};

/** The tools, as package.json declares them. */
export type ToolName = keyof typeof schemas;

const wanted: Readonly<Record<ToolName, string>> = {
  circuit_get_presence:
    '{ "people": [1 to 10 texts] }, each "me", an id from another circuit_ tool or a complete email address',
  circuit_find_people:
    '{ "name": "2 to 64 characters of one person\'s name" }; for an address or an id call circuit_get_presence',
  circuit_find_whom_to_ask:
    '{ "file_path": "an absolute path" }, if need be with "first_line" and "last_line", counted from 1',
  circuit_propose_status:
    '{ "state": "AVAILABLE", "AWAY", "BUSY" or "DND" }, with DND always "duration_minutes" from 1 to 1440, and a "message" of at most 250 characters only if the user dictated it',
};

/** A tool's input, checked. */
export type ToolInput<N extends ToolName> = v.InferOutput<(typeof schemas)[N]>;

/** Throws a `ToolError` that says what is wrong and what to pass instead. */
export function readInput<N extends ToolName>(name: N, input: unknown): ToolInput<N> {
  const read = v.safeParse(schemas[name], input, { abortEarly: true });
  if (read.success) {
    return read.output;
  }
  const [issue] = read.issues;
  const field = v.getDotPath(issue);
  throw wrongInput(describe(issue.message, field), wanted[name]);
}

/** Leaves out what the model passed: it may be long, and the model knows it. */
function describe(message: string, field: string | null): string {
  const [problem = ''] = message.split(' but received');
  return field === null ? problem : `${field}: ${problem}`;
}
