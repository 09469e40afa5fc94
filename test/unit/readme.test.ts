import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_WORKING_HOURS } from '../../src/presence/dndTimes';
import { readStatusArgs } from '../../src/status/change/statusArgs';

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly args?: unknown;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when?: string }[];
    };
    readonly configuration: { readonly properties: Readonly<Record<string, { default: unknown }>> };
  };
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // the shape is what these tests check
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>; // string to string by convention
const readme = readFileSync('README.md', 'utf8');
const reference = readFileSync('docs/reference.md', 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...globSync('{docs,bench}/*.md'),
].map(page => page.replaceAll('\\', '/'));

/** The cells of the table below a heading of the reference, without its first two lines. */
function tableBelow(heading: string): string[][] {
  const [, below = ''] = reference.split(`\n## ${heading}\n`);
  const [, table = ''] = /((?:^\|.*\n)+)/m.exec(below) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

/** `[text](target)` and `![text](target)` outside of code. */
function linksIn(page: string): { target: string; isPicture: boolean }[] {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...text.matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, mark, target = '']) => ({
    target,
    isPicture: mark === '!',
  }));
}

/** A file's path in the repository, as it is linked from `page`. */
function resolve(page: string, file: string): string {
  return path.posix.join(path.posix.dirname(page), file);
}

/** The anchors that a page's headings make, as GitHub and the Marketplace name them. */
function anchorsIn(page: string): string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('The reference', () => {
  it('lists every command of the palette by its title and its id', () => {
    const { commands, menus } = contributes;
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(m => m.command);
    const expected = commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ command, title }) => [`Circuit: ${words[title.slice(1, -1)]}`, `\`${command}\``]);
    const listed = tableBelow('Commands').map(([title, , id]) => [title, id]);
    assert.deepEqual(listed.sort(), expected.sort());
  });

  it('lists every setting with its default', () => {
    const expected = Object.entries(contributes.configuration.properties).map(([key, setting]) => [
      `\`${key}\``,
      `\`${JSON.stringify(setting.default)}\``,
    ]);
    const listed = tableBelow('Settings').map(([key, value]) => [key, value]);
    assert.deepEqual(listed, expected);
  });

  it('says of each command and setting what it is for', () => {
    const sentences = [
      ...tableBelow('Commands').map(([, sentence = '']) => sentence),
      ...tableBelow('Settings').map(([, , sentence = '']) => sentence),
    ];
    sentences.forEach(sentence => assert.match(sentence, /^[\w_“`].+\.$/));
    assert.equal(new Set(sentences).size, sentences.length);
  });
});

describe('The README', () => {
  it('gives two commands to build and test it', () => {
    const [, below = ''] = readme.split('\n## Build and test\n');
    const [, block = ''] = /```\w*\n([\s\S]*?)```/.exec(below) ?? [];
    assert.deepEqual(block.trim().split('\n'), ['npm start', 'npm test']);
  });

  it('suggests keys that can be copied, each for a command with arguments that it takes', () => {
    const [, block = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const bindings = JSON.parse(block) as readonly Binding[]; // checked below
    for (const { key, command, args } of bindings) {
      assert.ok(contributes.commands.some(each => each.command === command));
      assert.match(key, /^ctrl\+alt\+[a-z]$/);
      if (args !== undefined) {
        assert.equal(command, 'circuit.setStatus');
        readStatusArgs(args, { now: Date.now(), hours: DEFAULT_WORKING_HOURS });
      }
    }
    assert.equal(new Set(bindings.map(({ key }) => key)).size, bindings.length);
    assert.ok(bindings.length > 2);
  });

  it('is about its reader first: what was measured or not tried is a page away', () => {
    assert.doesNotMatch(readme, /^## (Figures|What was not tried|Commands|Settings)$/m);
  });

  it('names no address of a repository or a publisher that may not be theirs', () => {
    assert.doesNotMatch(readme, /github\.com|gitlab\.com|marketplace\.visualstudio\.com/);
  });
});

/** The lengths of a moving picture's frames in milliseconds, and how often it plays; of another, none. */
function readMoving(file: string): { frames: number[]; plays: number | undefined } {
  const bytes = readFileSync(file);
  const frames: number[] = [];
  let plays: number | undefined;
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') {
      plays = bytes.readUInt32BE(at + 12);
    } else if (type === 'fcTL') {
      frames.push((1_000 * bytes.readUInt16BE(at + 28)) / bytes.readUInt16BE(at + 30));
    }
  }
  return { frames, plays };
}

describe('Pictures', () => {
  it('are still but for the first, which plays once, for five seconds at most, and is not large', () => {
    const [first = '', ...others] = linksIn('README.md')
      .filter(({ isPicture }) => isPicture)
      .map(({ target }) => target);
    const { frames, plays } = readMoving(first);
    assert.equal(plays, 1);
    assert.ok(frames.length > 5);
    assert.ok(frames.reduce((sum, ms) => sum + ms, 0) <= 5_000);
    assert.ok(statSync(first).size < 2_000_000);
    others.forEach(other => assert.equal(readMoving(other).plays, undefined, other));
  });

  it('are all shown on a page', () => {
    const shown = pages.flatMap(page =>
      linksIn(page)
        .filter(({ isPicture }) => isPicture)
        .map(({ target }) => resolve(page, target)),
    );
    const kept = globSync('media/screenshots/*').map(file => file.replaceAll('\\', '/'));
    assert.deepEqual(
      kept.filter(file => !shown.includes(file)),
      [],
    );
  });
});

for (const page of pages) {
  describe(page, () => {
    it('has links to files, anchors and pictures that exist', () => {
      const missing = linksIn(page)
        .map(({ target }) => target)
        .filter(target => !/^(https?:|mailto:|command:)/.test(target))
        .filter(target => {
          const [file = '', anchor] = decodeURI(target).split('#');
          const there = file === '' ? page : resolve(page, file);
          return !existsSync(there) || (anchor !== undefined && !anchorsIn(there).includes(anchor));
        });
      assert.deepEqual(missing, []);
    });

    it('has pictures in this repository alone', () => {
      const elsewhere = linksIn(page).filter(
        ({ target, isPicture }) => isPicture && /^\w+:/.test(target),
      );
      assert.deepEqual(elsewhere, []);
    });

    it('says of each picture what it shows', () => {
      const pictures = [...readFileSync(page, 'utf8').matchAll(/!\[([^\]]*)\]/g)];
      pictures.forEach(([, text = '']) => assert.ok(text.split(' ').length >= 3, text));
    });
  });
}
