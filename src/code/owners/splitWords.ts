import type { Dialect } from './pathPattern';

/**
 * The words of a `CODEOWNERS` line. `\\ ` is a space; other backslashes are kept, since the pattern
 * may need them. For GitHub a word that starts with `#` starts a comment. For GitLab only a whole
 * line can be a comment, and owners after a `#` count.
 */
export function splitWords(line: string, dialect: Dialect): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    const isFirst = words.every(each => each === '');
    if (character === '\\' && (next === ' ' || next === '\\')) {
      word += next === ' ' ? ' ' : '\\\\';
      at += 1;
    } else if (/\s/.test(character)) {
      words.push(word);
      word = '';
    } else if (character === '#' && word === '' && (dialect === 'github' || isFirst)) {
      break;
    } else {
      word += character;
    }
  }
  return [...words, word].filter(each => each !== '');
}
