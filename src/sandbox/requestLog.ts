import { templateOf, tokenPath } from './operations';

/** A request that arrived. Holds no token, code or secret. */
export interface LoggedRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The query of a request to `/rest`, without `?`; sign-in addresses carry secrets. */
  readonly query: string;
  /** The form of a presence that is set; of a token request its grant type alone. */
  readonly form: Readonly<Record<string, string>>;
  /** Who the request's token stands for, if it was good. */
  readonly userId: string | undefined;
  /** Missing while the request is being answered. */
  readonly status: number | undefined;
}

/** The requests that arrived, the last thousand in full, and how many there were in all. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /** `template` as in the documentation, e.g. `/rest/v2/users/{id}`; without arguments all. */
  count(method?: string, template?: string): number;
  clear(): void;
}

/** The log and its other half, which adds to it. */
export interface RequestRecorder {
  readonly log: RequestLog;
  record(request: Request, at: number): RequestNotes;
}

/** What becomes known about a request while it is answered. */
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
