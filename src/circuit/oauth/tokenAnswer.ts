import * as v from 'valibot';
import { httpErrorFor, readJson, wrongShape } from '../answers';
import type { HttpAnswer } from '../transport';
import { OAuthError } from './oauthError';

const tenYearsS = 10 * 365 * 24 * 60 * 60;

const answerSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,4096}$/)),
  token_type: v.pipe(v.string(), v.regex(/^bearer$/i)),
  refresh_token: v.nullish(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,4096}$/))),
  scope: v.nullish(v.union([v.string(), v.array(v.string())])),
  expires_in: v.optional(v.unknown()),
});

/** The form in which an answer listed its scopes. */
export type ScopeForm = 'array' | 'string';

/**
 * Normalises an answer of Circuit's token endpoint to RFC 6749. Circuit sends `scope` as a JSON
 * array, its clients expect commas, and `expires_in` is often missing. Throws `OAuthError` for a
 * refusal, `HttpError` for a failing server and `ProtocolError` for anything else.
 */
export function readTokenAnswer(answer: HttpAnswer): {
  response: Response;
  scopeAs: ScopeForm | undefined;
} {
  if (answer.status !== 200) {
    throw refusalOf(answer);
  }
  const parsed = v.safeParse(answerSchema, readJson(answer));
  if (!parsed.success) {
    throw wrongShape();
  }
  const { access_token, token_type, refresh_token, scope, expires_in } = parsed.output;
  const response = Response.json({
    access_token,
    token_type,
    refresh_token: refresh_token ?? undefined,
    scope: scope === null || scope === undefined ? undefined : spaced(scope),
    expires_in: lifetimeOf(expires_in),
  });
  return { response, scopeAs: scopeAsOf(scope) };
}

function scopeAsOf(scope: string | readonly string[] | null | undefined): ScopeForm | undefined {
  if (typeof scope === 'string') {
    return 'string';
  }
  return scope ? 'array' : undefined;
}

function spaced(scope: string | readonly string[]): string {
  return [scope].flat().join(' ').replaceAll(',', ' ');
}

/** Seconds, from a number or digits; undefined if unknown. Never negative. */
function lifetimeOf(told: unknown): number | undefined {
  const seconds = typeof told === 'string' && /^-?\d{1,15}$/.test(told) ? Number(told) : told;
  return typeof seconds === 'number' && Number.isFinite(seconds)
    ? Math.min(Math.max(seconds, 0), tenYearsS)
    : undefined;
}

function refusalOf(answer: HttpAnswer): Error {
  if (answer.status >= 500 || answer.status === 429) {
    return httpErrorFor(answer);
  }
  const parsed = v.safeParse(v.object({ error: v.string() }), readJson(answer));
  return parsed.success ? new OAuthError(parsed.output.error, answer.status) : wrongShape();
}
