/** What git chooses from where `core.commentChar` is `auto`. */
const automatic = '# ; @ ! $ % ^ & | :'.split(' ');
const scissors = /^(\S+) -{24} >8 -{24}$/m;

/**
 * What begins the lines of a commit message that git throws away. `configured` is git's setting,
 * `undefined` where git cannot be asked; then, and for `auto`, the text tells.
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

/** A character that begins no line of `text`: git then finds no comment in it. */
export function unusedPrefix(text: string): string | undefined {
  const used = new Set(text.split('\n').map(line => line.charAt(0)));
  return [...automatic, ...printable].find(sign => !used.has(sign));
}
