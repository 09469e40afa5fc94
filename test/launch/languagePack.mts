import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Has VS Code show extensions in `language`. Its own texts stay English: real language packs are
 * downloads, and this one is empty.
 */
export function writeLanguagePack(userData: string, language: string): void {
  const texts = path.join(userData, 'main.i18n.json');
  const pack = {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier: { id: `test.${language}` }, version: '1.0.0' }],
    translations: { vscode: texts },
  };
  write(texts, { version: '1.0.0', contents: {} });
  write(path.join(userData, 'languagepacks.json'), { [language]: pack });
  write(path.join(userData, 'User/argv.json'), { locale: language });
}

function write(file: string, content: unknown): void {
  writeFileSync(file, JSON.stringify(content));
}
