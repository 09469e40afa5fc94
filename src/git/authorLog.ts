import { addUp, type Contribution } from './contribution';
import { toMilliseconds } from './blame';
import { splitStream } from './splitStream';

/** For `git log -z`: one commit is three fields, each ended by a NUL. `.mailmap` is git's work. */
export const authorLogFormat = '--format=tformat:%aE%x00%aN%x00%at';

/** Reads what `git log -z` prints in `shortlogFormat`, in chunks. */
export interface AuthorLogReader {
  feed(chunk: string): void;
  /** Who made how many of the commits read so far. A commit cut off in the middle is left out. */
  end(): readonly Contribution[];
}

const longestField = 512;
const mostAuthors = 20_000;

/** A reader that keeps at most 20,000 authors, whatever it is fed. */
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
