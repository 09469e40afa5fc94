import * as v from 'valibot';

const earlyMs = 5 * 60_000;
const longestSpreadMs = 30 * 60_000;

/**
 * When a token is to be refreshed, in epoch milliseconds: 5 minutes early, or a fifth of its life; and up
 * to half an hour, or another fifth, before that, at a moment of its own for each session, so that tokens
 * of a tenant that end together are not refreshed together.
 */
export function refreshDueAt({ id, issuedAt, expiresAt }: Session): number {
  if (expiresAt === undefined || expiresAt <= issuedAt) {
    // A token that ended before it began would be refreshed for ever: there a 401 alone decides.
    return Infinity;
  }
  const life = expiresAt - issuedAt;
  const spread = Math.min(longestSpreadMs, life / 5) * fractionOf(id);
  return expiresAt - Math.min(earlyMs, life / 5) - spread;
}

/** A number from 0 to 1 that stays the same for a random id. */
function fractionOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32 || 0;
}

const schemaVersion = 1;
const longestBlob = 64 * 1024;

const text = v.pipe(v.string(), v.maxLength(8192));

const sessionSchema = v.object({
  version: v.literal(schemaVersion),
  id: v.pipe(text, v.minLength(1)),
  origin: text,
  userId: text,
  label: text,
  /** Empty if an earlier version stored it. */
  tag: v.optional(text, ''),
  olderTag: v.optional(text),
  accessToken: v.pipe(text, v.minLength(1)),
  refreshToken: v.optional(text),
  issuedAt: v.number(),
  expiresAt: v.optional(v.number()),
  scopes: v.array(text),
  clientId: v.optional(text),
});

/**
 * A sign-in at one exact origin, as stored in the secret storage. Times are epoch milliseconds;
 * without `expiresAt` the token's end is unknown. A pasted token has no `clientId`.
 */
export type Session = Readonly<v.InferOutput<typeof sessionSchema>>;

/** A session before it gets its id and version. */
export type NewSession = Omit<Session, 'id' | 'version'>;

export type Parsed =
  | { readonly kind: 'session'; readonly session: Session }
  /** Written by a later version of this extension; left alone. */
  | { readonly kind: 'later' }
  | { readonly kind: 'corrupt' };

/** Gives a session its random id, which says nothing about its token. */
export function createSession(session: NewSession): Session {
  return { ...session, version: schemaVersion, id: crypto.randomUUID() };
}

/** Parses the stored text for `origin`; a session of another origin counts as corrupt. */
export function parseSession(blob: string, origin: string): Parsed {
  const value = blob.length > longestBlob ? undefined : parseJson(blob);
  const read = v.safeParse(sessionSchema, value);
  if (read.success) {
    return read.output.origin === origin
      ? { kind: 'session', session: read.output }
      : { kind: 'corrupt' };
  }
  const versioned = v.safeParse(v.object({ version: v.number() }), value);
  return versioned.success && versioned.output.version > schemaVersion
    ? { kind: 'later' }
    : { kind: 'corrupt' };
}

export function serialiseSession(session: Session): string {
  return JSON.stringify(session);
}

function parseJson(blob: string): unknown {
  try {
    return JSON.parse(blob);
  } catch {
    return undefined;
  }
}
