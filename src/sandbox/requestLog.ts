import { templateOf, tokenPath } from './operations';

/** A received request. Contains no token, code or secret. */
export interface LoggedRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The query of a request to `/rest`, without `?`; sign-in requests contain secrets. */
  readonly query: string;
  /** The form of a set presence; for a token request only its grant type. */
  readonly form: Readonly<Record<string, string>>;
  /** The user of the request's token, if it was valid. */
  readonly userId: string | undefined;
  /** Missing while the request is being answered. */
  readonly status: number | undefined;
}

/** The received requests, the last thousand in full, and their total number. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /**
   * Counts requests. `template` is as in the documentation, such as `/rest/v2/users/{id}`; without
   * arguments it counts all.
   */
  count(method?: string, template?: string): number;
  clear(): void;
}

/** The log, and the functions that add to it. */
export interface RequestRecorder {
  readonly log: RequestLog;
  record(request: Request, at: number): RequestNotes;
}

/** What is learned about a request while it is answered. */
export interface RequestNotes {
  form: Readonly<Record<string, string>>;
  userId: string | undefined;
  status: number | undefined;
}

const kept = 1000;

export function createRequestRecorder(): RequestRecorder {
  const entries: LoggedRequest[] = [];
  const counts = new Map<string, number>();
  const log: RequestLog = {
    entries,
    count: (method, template) =>
      [...counts]
        .filter(([key]) => !method || key.startsWith(`${method} `))
        .filter(([key]) => !template || key.endsWith(` ${template}`))
        .reduce((sum, [, count]) => sum + count, 0),
    clear: () => {
      entries.length = 0;
      counts.clear();
    },
  };
  const record = (request: Request, at: number) => {
    const { pathname, search } = new URL(request.url);
    const template = templateOf(pathname);
    const query = template?.startsWith('/rest/') ? search.slice(1) : '';
    const path = template === tokenPath ? template : pathname;
    const entry = { at, method: request.method, path, query, ...emptyNotes() };
    entries.push(entry);
    entries.splice(0, entries.length - kept);
    const key = template ? `${request.method} ${template}` : 'other';
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return entry;
  };
  return { log, record };
}

function emptyNotes(): RequestNotes {
  return { form: {}, userId: undefined, status: undefined };
}
