/** The characters git chooses from if `core.commentChar` is `auto`. */
const automatic = '# ; @ ! $ % ^ & | :'.split(' ');
const scissors = /^(\S+) -{24} >8 -{24}$/m;

/**
 * The start of the lines that git throws away from a commit message. `configured` is git's setting,
 * undefined if git cannot be asked; then, and for `auto`, it is derived from the text.
 */
export function commentPrefix(text: string, configured: string | undefined): string {
  if (configured !== undefined && configured !== 'auto') {
    return configured;
  }
  const [, cut] = scissors.exec(text) ?? [];
  const last = text.split('\n').findLast(line => line.trim() !== '') ?? '';
  const first = automatic.find(sign => last.startsWith(sign) && /^(\s|$)/.test(last.slice(1)));
  return cut ?? first ?? '#';
}

const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));

/** A character that starts no line of `text`, so that git finds no comment in it. */
export function unusedPrefix(text: string): string | undefined {
  const used = new Set(text.split('\n').map(line => line.charAt(0)));
  return [...automatic, ...printable].find(sign => !used.has(sign));
}
