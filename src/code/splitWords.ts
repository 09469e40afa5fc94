/**
 * The words of a `CODEOWNERS` line up to a comment. `\ ` and `\#` stand for the character itself;
 * any other backslash is kept, for the pattern may need it.
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === '\\' && (next === ' ' || next === '#')) {
      word += next;
      at += 1;
    } else if (/\s/.test(character)) {
      words.push(word);
      word = '';
    } else if (character === '#' && word === '') {
      break;
    } else {
      word += character;
    }
  }
  return [...words, word].filter(each => each !== '');
}
