import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTexts } from './texts';

/** A message, with comments where it needs them. */
type Message = string | { readonly message: string };
type Messages = Readonly<Record<string, Message>>;

/**
 * The sandbox's pages, reports for those who help and may read another language, and what language
 * models and the authors of other extensions read.
 */
const staysEnglish =
  /^src\/(sandbox\/|circuit\/probe|people\/diagnostics\.ts|assistants\/(inputs|sentences)\.ts)/;
const files = globSync('src/**/*.ts')
  .map(file => file.split(path.sep).join('/'))
  .filter(file => !staysEnglish.test(file));
const found = files.map(readTexts);
const inCode = found.flatMap(({ translated }) => translated);
const exported = read('l10n/bundle.l10n.json');
const manifestTexts = read('package.nls.json');

function read(file: string): Messages {
  return JSON.parse(readFileSync(file, 'utf8')) as Messages; // what these tests look at more closely
}

/** What only one of two lists has. */
function differences(ours: readonly string[], theirs: readonly string[]) {
  const [a, b] = [new Set(ours), new Set(theirs)];
  return { missing: [...a.difference(b)], unused: [...b.difference(a)] };
}

function textOf(message: Message | undefined): string {
  return typeof message === 'object' ? message.message : (message ?? '');
}

/** `{0}`, `{1}` …, each as often as it is there. */
function placeholders(text: string): string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}

/** Where the links of a text lead to: `[words](command:…)`. */
function links(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
}

/** `de` for `l10n/bundle.l10n.de.json`. */
function languageOf(file: string): string {
  return /\.([\w-]+)\.json$/.exec(file)?.[1] ?? '';
}

/** The texts of package.json that people read, wherever it has them. */
function shownIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    return /^(label|description|name|contents|altText)$|[tT]itle$|Descriptions?$/.test(name)
      ? [value]
      : [];
  }
  return typeof value === 'object' && value
    ? Object.entries(value).flatMap(([key, each]) =>
        shownIn(each, Array.isArray(value) ? name : key),
      )
    : [];
}

describe('Every text that people read', () => {
  it('goes through l10n.t', () => {
    assert.deepEqual(
      found.flatMap(({ bare }) => bare),
      [],
    );
  });

  it('is written out in l10n.t, so that it can be found and translated', () => {
    assert.ok(inCode.length > 0);
    assert.deepEqual(
      found.flatMap(({ computed }) => computed),
      [],
    );
  });

  it('is put into words when it is shown, and not when its file is loaded', () => {
    assert.deepEqual(
      inCode.filter(({ atLoad }) => atLoad),
      [],
    );
  });

  it('gets a value for each of its placeholders', () => {
    const wrong = inCode.filter(
      ({ message, values }) => new Set(placeholders(message)).size !== values,
    );
    assert.deepEqual(wrong, []);
  });

  it('is in l10n/bundle.l10n.json as "npm run l10n" writes it, and nothing else is', () => {
    const keys = inCode.map(({ key }) => key);
    assert.deepEqual(differences(keys, Object.keys(exported)), { missing: [], unused: [] });
  });

  it('is a key of package.nls.json in package.json, or the name Circuit', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { languageModelTools: { displayName: string; userDescription: string }[] }; // as ours has them
    };
    // Of a tool, people read these two; the rest is for models.
    const languageModelTools = contributes.languageModelTools.map(
      ({ displayName: title, userDescription: description }) => ({ title, description }),
    );
    const bare = shownIn({ ...contributes, languageModelTools }).filter(
      text => !/^(%[\w.]+%|Circuit)$/.test(text),
    );
    assert.deepEqual(bare, []);
  });
});

describe('Languages', () => {
  const bundles = globSync('l10n/bundle.l10n.*.json');
  const manifests = globSync('package.nls.*.json');

  it('come with the texts of the code and with those of package.json, German among them', () => {
    const languages = bundles.map(languageOf).sort();
    assert.ok(languages.includes('de'));
    assert.deepEqual(manifests.map(languageOf).sort(), languages);
  });

  for (const [english, translations] of [
    [exported, bundles],
    [manifestTexts, manifests],
  ] as const) {
    for (const file of translations) {
      const translated = read(file);

      it(`have every text and no other in ${file}`, () => {
        const keys = [english, translated].map(Object.keys) as [string[], string[]]; // of two, two
        assert.deepEqual(differences(...keys), { missing: [], unused: [] });
        assert.deepEqual(
          Object.entries(translated).filter(([, text]) => textOf(text).trim() === ''),
          [],
        );
      });

      it(`have the same placeholders and links in ${file}`, () => {
        for (const [key, text] of Object.entries(translated)) {
          const [theirs, ours] = [textOf(text), textOf(english[key])];
          assert.deepEqual(placeholders(theirs), placeholders(ours), key);
          assert.deepEqual(links(theirs), links(ours), key);
        }
      });
    }
  }

  for (const file of bundles) {
    it(`name in ${file} the language that dates are written in`, () => {
      const [key = ''] = Object.keys(exported).filter(each => each.startsWith('en/'));
      assert.equal(textOf(read(file)[key]), languageOf(file));
    });
  }
});
