import type { Dialect } from './pathPattern';

/**
 * The words of a `CODEOWNERS` line. `\\ ` stands for a blank; other backslashes are kept, for the
 * pattern may need them. With GitHub a word that begins with `#` begins a comment. With GitLab
 * only a line does, and owners in what looks like a comment are owners.
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
