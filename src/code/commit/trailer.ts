import { toPlainText } from '../../base/plainText';

/**
 * `Co-authored-by: Ada Lovelace <ada@example.com>`; characters that would break the line are left
 * out.
 */
export function coAuthorLine(name: string, emailAddress: string): string {
  return `Co-authored-by: ${toPlainText(name.replace(/[<>#]/g, ''), 128)} <${emailAddress}>`;
}

/**
 * A commit message split before its subject, since comments above it must not become the subject.
 */
export interface MessageParts {
  /** Blank lines and comments, up to the subject. */
  readonly before: string;
  /** From the subject on; empty if nothing is written yet. */
  readonly message: string;
}

/** `comment` is the start of lines that git throws away, if any. */
export function partMessage(text: string, comment: string | undefined): MessageParts {
  const lines = text.split('\n');
  const subject = lines.findIndex(line => !isBlank(line) && !isComment(line, comment));
  const scissors = comment === undefined ? -1 : lines.indexOf(scissorsLine(comment));
  if (subject < 0 || (scissors >= 0 && scissors < subject)) {
    return { before: text, message: '' };
  }
  const before = lines.slice(0, subject).map(line => `${line}\n`);
  return { before: before.join(''), message: lines.slice(subject).join('\n') };
}

/** Leaves room for the subject of an empty message, so that the line does not become it. */
export function addToNothing(before: string, line: string): string {
  const rest = before.replace(/^\s*\n/, '');
  return rest.trim() === '' ? `\n\n${line}` : `\n\n${line}\n${rest}`;
}

/**
 * Adds `line` to the message's trailers by the rules of `git interpret-trailers --if-exists
 * addIfDifferent`, for when git is not available. The result ends with a line break.
 */
export function addTrailer(message: string, line: string, comment: string | undefined): string {
  const lines = message.split('\n').slice(0, -1);
  const end = endOfMessage(lines, comment);
  const start = startOfTrailers(lines.slice(0, end), comment);
  const trailers = lines.slice(start, end);
  const folded = trailers.join('\n').split(/\n(?!\s)/);
  if (folded.some(each => isSame(each, line))) {
    return message;
  }
  const gap = trailers.length > 0 || isBlank(lines[end - 1] ?? '') ? [] : [''];
  return [...lines.slice(0, end), ...gap, line, ...lines.slice(end)]
    .map(each => `${each}\n`)
    .join('');
}

/** The line at which git's trailing comments, scissors or an old list of conflicts begin. */
function endOfMessage(lines: readonly string[], comment: string | undefined): number {
  const scissors = comment === undefined ? -1 : lines.indexOf(scissorsLine(comment));
  const written = scissors < 0 ? lines : lines.slice(0, scissors);
  let end: number | undefined;
  let isInConflicts = false;
  for (const [at, line] of written.entries()) {
    if (line === '' || isComment(line, comment)) {
      end ??= at;
    } else if (/^Conflicts:$/.test(line)) {
      end ??= at;
      isInConflicts = true;
    } else if (!(isInConflicts && line.startsWith('\t'))) {
      end = undefined;
      isInConflicts = false;
    }
  }
  return end ?? written.length;
}

const generated = /^(Signed-off-by: |\(cherry picked from commit )/;
const trailer = /^[A-Za-z0-9-]+[ \t]*:/;

/** The last paragraph after the subject is a trailer block if most of its lines are trailers. */
function startOfTrailers(lines: readonly string[], comment: string | undefined): number {
  const titleEnd = lines.findIndex(line => !isComment(line, comment) && isBlank(line));
  const last = lines.findLastIndex(line => !isBlank(line));
  const start = lines.findLastIndex((line, at) => at < last && isBlank(line)) + 1;
  if (titleEnd < 0 || start === 0 || last < titleEnd) {
    return lines.length;
  }
  const { trailers, others, isGenerated } = countTrailers(lines.slice(start, last + 1), comment);
  const isBlock = isGenerated ? trailers * 3 >= others : trailers > 0 && others === 0;
  return isBlock ? start : lines.length;
}

function countTrailers(paragraph: readonly string[], comment: string | undefined) {
  let [trailers, others, continued] = [0, 0, 0];
  for (const line of paragraph.toReversed()) {
    if (isComment(line, comment)) {
      others += continued;
      continued = 0;
    } else if (generated.test(line) || trailer.test(line)) {
      trailers += 1;
      continued = 0;
    } else if (/^\s/.test(line)) {
      continued += 1;
    } else {
      others += 1 + continued;
      continued = 0;
    }
  }
  return {
    trailers,
    others: others + continued,
    isGenerated: paragraph.some(line => generated.test(line)),
  };
}

function isSame(existing: string, line: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s*:\s*/, ':')
      .trim();
  return plain(existing) === plain(line);
}

function scissorsLine(comment: string): string {
  return `${comment} ------------------------ >8 ------------------------`;
}

function isComment(line: string, comment: string | undefined): boolean {
  return comment !== undefined && line.startsWith(comment);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
