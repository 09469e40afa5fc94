import * as v from 'valibot';

const earlyMs = 300_000;

/** When to refresh a token, in epoch milliseconds: 5 minutes early, or a fifth of its lifetime. */
export function refreshDueAt({ issuedAt, expiresAt }: Session): number {
  const life = (expiresAt ?? 0) - issuedAt;
  // A token with no lifetime would be refreshed endlessly; then only a 401 counts.
  return expiresAt === undefined || life <= 0 ? Infinity : expiresAt - Math.min(earlyMs, life / 5);
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
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly session: Session }
  /** Written by a later version of this extension; left alone. */
  | { readonly kind: 'later' }
  | { readonly kind: 'corrupt' };

/** Gives a session its random id, which says nothing about its token. */
export function createSession(session: NewSession): Session {
  return { ...session, version: schemaVersion, id: crypto.randomUUID() };
}

/** Parses the stored text for `origin`; a session of another origin counts as corrupt. */
export function parseSession(blob: string | undefined, origin: string): Parsed {
  if (blob === undefined) {
    return { kind: 'none' };
  }
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
