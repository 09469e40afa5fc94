import { toPlainText } from '../../base/plainText';

/** Which lines of a commit message git throws away when it was written in an editor. */
const comment = /^#/;
const trailer = /^[A-Za-z][A-Za-z0-9-]*: \S/;

/** `Co-authored-by: Ada Lovelace <ada@example.com>`; what would break the line is left out. */
export function coAuthorLine(name: string, emailAddress: string): string {
  return `Co-authored-by: ${toPlainText(name.replace(/[<>#]/g, ''), 128)} <${emailAddress}>`;
}

/**
 * Where and what to insert so that `line` ends the message: after its last line, in one block
 * with other trailers, before git's comments if it has some. `undefined` when it is there already.
 */
export function addTrailer(
  message: string,
  line: string,
  hasComments: boolean,
): { readonly afterLine: number; readonly text: string } | undefined {
  const lines = message.split(/\r?\n/);
  if (lines.some(each => each.trim().toLowerCase() === line.toLowerCase())) {
    return undefined;
  }
  const firstComment = hasComments ? lines.findIndex(each => comment.test(each)) : -1;
  const written = firstComment < 0 ? lines : lines.slice(0, firstComment);
  const afterLine = written.findLastIndex(each => each.trim() !== '');
  // An empty message keeps room for its first line, and a subject is no trailer.
  const gap = afterLine > 0 && trailer.test(written[afterLine] ?? '') ? '\n' : '\n\n';
  return { afterLine, text: `${gap}${line}` };
}
