import * as v from 'valibot';
import * as vscode from 'vscode';
import type { GitQuestion, GitQuestions, WhyUntold } from '../questions';
import type { RemoteQuestion } from './protocol';

/** Authors' names and addresses may be anything; only their length is limited here. */
const text = v.pipe(v.string(), v.maxLength(4_096));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const author = { name: text, emailAddress: text };
const partial = { isWhole: v.boolean(), isShallow: v.boolean() };
const blamedLines = v.object({
  firstLine: count,
  lineCount: count,
  author: v.object({ ...author, at: count }),
  isBoundary: v.boolean(),
});
const contribution = v.object({ ...author, amount: count, lastAt: count });

const schemas = {
  root: v.custom<vscode.Uri>(value => value instanceof vscode.Uri),
  blame: v.object({ ...partial, value: v.array(blamedLines) }),
  authors: v.object({ ...partial, value: v.array(contribution) }),
  otherAuthors: v.array(v.nullable(v.object(author))),
} satisfies { readonly [Q in RemoteQuestion]: v.GenericSchema<unknown, Told<Q>> };

type Told<Q extends GitQuestion> = ReturnType<GitQuestions[Q]>;

/** Parse the helper's answers; undefined if an answer doesn't fit its question. */
export const readTold: {
  readonly [Q in GitQuestion]: (told: unknown) => Told<Q> | undefined;
} = {
  root: told => parse(schemas.root, told),
  blame: told => parse(schemas.blame, told),
  authors: told => parse(schemas.authors, told),
  otherAuthors: told => parse(schemas.otherAuthors, told),
  commentSetting: () => undefined,
  withTrailer: () => undefined,
};

function parse<T>(schema: v.GenericSchema<unknown, T>, told: unknown): T | undefined {
  const parsed = v.safeParse(schema, told);
  return parsed.success ? parsed.output : undefined;
}

const reasons = [
  'untrusted',
  'elsewhere',
  'noGit',
  'noRepository',
  'unreadable',
  'failed',
  'notStarted',
  'timeout',
  'tooMuch',
] as const satisfies WhyUntold[];

/** Why the helper gave no answer; undefined if the reason isn't known here. */
export function readWhy(why: unknown): WhyUntold | undefined {
  return reasons.find(reason => reason === why);
}
