import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Icon {
  readonly default: { readonly fontPath: string; readonly fontCharacter: string };
}

/** A glyph of the font: its name, its character and its drawing. */
export interface Glyph {
  readonly name: string;
  readonly character: string;
  readonly drawing: string;
}

/** What the font is to show, as package.json and media/icons of the working directory have it. */
export function readGlyphs(): readonly Glyph[] {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { icons: Readonly<Record<string, Icon>> }; // the manifest test checks it
  };
  return Object.entries(contributes.icons).map(([id, icon]) => {
    const name = id.replace(/^circuit-/, '');
    const code = parseInt(icon.default.fontCharacter.replace('\\', ''), 16);
    const drawing = readFileSync(`media/icons/${name}.svg`, 'utf8');
    return {
      name,
      character: String.fromCodePoint(code),
      drawing: drawing.replaceAll('\r\n', '\n'),
    };
  });
}

/** Stands in the font, so that a test can tell which drawings it was made from. */
export function digestOf(glyphs: readonly Glyph[]): string {
  return createHash('sha256').update(JSON.stringify(glyphs)).digest('hex');
}
