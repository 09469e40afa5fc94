// Draws media/icons.woff, the icons that VS Code has none for: one glyph for each `contributes.icons`
// of package.json, from the drawing of its name in media/icons. The same drawings give the same bytes.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Readable, type Transform } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { installLocked } from '../test/launch/install.mts';
import { digestOf, type Glyph, readGlyphs } from './iconGlyphs.mts';

/** The parts of the packages in `scripts/icons` that are used here. */
interface Tools {
  readonly SVGIcons2SVGFontStream: new (options: object) => Transform;
  readonly svg2ttf: (svg: string, options: object) => { readonly buffer: Uint8Array };
  readonly ttf2woff: (ttf: Uint8Array) => Uint8Array;
}

/** Installs the packages into a folder that does not stay. */
async function loadTools(folder: string): Promise<Tools> {
  cpSync('scripts/icons', folder, { recursive: true });
  installLocked(folder);
  const require = createRequire(path.join(folder, 'package.json'));
  const load = async (name: string) =>
    (await import(pathToFileURL(require.resolve(name)).href)) as Record<string, unknown>; // a module
  const [icons, svg2ttf, ttf2woff] = await Promise.all(
    ['svgicons2svgfont', 'svg2ttf', 'ttf2woff'].map(load),
  );
  return { ...icons, svg2ttf: svg2ttf?.['default'], ttf2woff: ttf2woff?.['default'] } as Tools; // as their READMEs say
}

async function drawFont(glyphs: readonly Glyph[], tools: Tools): Promise<Uint8Array> {
  const font = new tools.SVGIcons2SVGFontStream({
    fontName: 'circuit-icons',
    fontHeight: 1000,
    normalize: true,
    log: () => undefined,
  });
  for (const { name, character, drawing } of glyphs) {
    font.write(
      Object.assign(Readable.from([drawing]), { metadata: { name, unicode: [character] } }),
    );
  }
  font.end();
  const svg = (await font.toArray()).join('');
  const fixed = { ts: 0, version: '1.0', description: digestOf(glyphs) };
  return tools.ttf2woff(tools.svg2ttf(svg, fixed).buffer);
}

const folder = mkdtempSync(path.join(tmpdir(), 'circuit-presence-icons-'));
try {
  const font = await drawFont(readGlyphs(), await loadTools(folder));
  writeFileSync('media/icons.woff', font);
  process.stdout.write(`media/icons.woff: ${font.length} bytes\n`);
} finally {
  rmSync(folder, { recursive: true });
}
