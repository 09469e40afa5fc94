import { addUp, type Contribution } from './contribution';
import { toMilliseconds } from './blame';
import { splitStream } from './splitStream';

/** For `git log -z`: three fields per commit, each terminated by NUL. Git applies `.mailmap`. */
export const authorLogFormat = '--format=tformat:%aE%x00%aN%x00%at';

/** Parses the output of `git log -z` with `authorLogFormat`, in chunks. */
export interface AuthorLogReader {
  feed(chunk: string): void;
  /**
   * The authors and numbers of the commits read so far. A commit cut off in the middle is dropped.
   */
  end(): readonly Contribution[];
}

const longestField = 512;
const mostAuthors = 20_000;

/** Creates a reader that keeps at most 20,000 authors, whatever its input. */
export function createAuthorLogReader(): AuthorLogReader {
  const byAddress = new Map<string, Contribution>();
  let fields: string[] = [];

  const pieces = splitStream('\0', longestField, piece => {
    fields.push(piece);
    if (fields.length === 3) {
      const next = toContribution(fields);
      fields = [];
      const known = byAddress.get(next.emailAddress);
      if (known || byAddress.size < mostAuthors) {
        const [sum = next] = addUp(known ? [known, next] : [next]);
        byAddress.set(next.emailAddress, sum);
      }
    }
  });
  return {
    feed: chunk => pieces.feed(chunk),
    end: () => [...byAddress.values()],
  };
}

function toContribution([emailAddress = '', name = '', seconds = '']: string[]): Contribution {
  return {
    name,
    emailAddress: emailAddress.toLowerCase(),
    amount: 1,
    lastAt: toMilliseconds(seconds),
  };
}
