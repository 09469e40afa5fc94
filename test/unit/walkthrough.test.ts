import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

interface Step {
  readonly description: string;
  readonly media: { readonly svg: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly galleryBanner: { readonly color: string };
  readonly qna: unknown;
  readonly pricing: unknown;
  readonly contributes: {
    readonly colors: readonly { readonly id: string }[];
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // the shape is what these tests check
/** The texts of each language, by file. */
const languages = globSync('package.nls*.json').map(
  file => [file, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>] as const, // string to string by convention
);

describe('The page on the Marketplace', () => {
  it('has a picture, a banner, keywords and a category', () => {
    const icon = readFileSync(manifest.icon);
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [128, 128]);
    assert.ok(manifest.keywords.length <= 30 && manifest.categories.length > 0);
    const { galleryBanner, qna, pricing } = manifest;
    assert.match(galleryBanner.color, /^#[\da-f]{6}$/);
    assert.deepEqual({ qna, pricing }, { qna: false, pricing: 'Free' });
  });
});

describe('The walkthrough', () => {
  const steps = manifest.contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
  const commands = manifest.contributes.commands.map(({ command }) => command);
  const views = Object.values(manifest.contributes.views).flat();
  const isOurs = (command: string) => command.startsWith('circuit.');
  it('has at most five steps', () => {
    assert.equal(manifest.contributes.walkthroughs.length, 1);
    assert.ok(steps.length > 0 && steps.length <= 5);
  });

  it('offers in each step something to do, by commands that exist, in each language', () => {
    assert.ok(languages.length > 0);
    for (const [file, words] of languages) {
      for (const { description } of steps) {
        const text = words[description.slice(1, -1)] ?? '';
        const offered = [...text.matchAll(/^\[[^\]]+\]\(command:([\w.]+)/gm)].map(
          ([, id = '']) => id,
        );
        assert.ok(offered.length > 0, `${file}: ${description}`);
        const unknown = offered.filter(isOurs).filter(command => !commands.includes(command));
        assert.deepEqual(unknown, [], file);
      }
    }
  });

  it('sees each step done by something that can happen', () => {
    const events = steps.flatMap(step => step.completionEvents);
    const known = {
      onCommand: commands,
      onView: views.map(({ id }) => id),
      onContext: contextKeys(),
    };
    const never = events.filter(event => {
      const [, kind = '', name = ''] = /^(\w+):([\w.]+)/.exec(event) ?? [];
      return (
        isOurs(name) && !Object.entries(known).some(([k, n]) => k === kind && n.includes(name))
      );
    });
    assert.deepEqual(never, []);
    assert.ok(steps.every(step => step.completionEvents.length > 0));
  });

  it('is done with Do Not Disturb when it is on, not when it is asked for', () => {
    const step = steps.find(({ media }) => media.svg.endsWith('doNotDisturb.svg'));
    assert.deepEqual(step?.completionEvents, ['onContext:circuit.isDoNotDisturb']);
  });

  it('draws states in the colours that the views have', () => {
    const drawn = steps.map(({ media }) => readFileSync(media.svg, 'utf8')).join('');
    assert.doesNotMatch(drawn, /--vscode-charts-/);
    const ours = [...drawn.matchAll(/--vscode-circuit-(\w+)/g)].map(
      ([, name]) => `circuit.${name}`,
    );
    const colors = manifest.contributes.colors.map(({ id }) => id);
    assert.deepEqual(
      [...new Set(ours)].filter(id => !colors.includes(id)),
      [],
    );
    assert.ok(ours.length > 0);
  });

  it('has pictures in the colours of the theme alone', () => {
    for (const { media } of steps) {
      const picture = readFileSync(media.svg, 'utf8');
      assert.ok(picture.length < 8_000, media.svg);
      const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, c = '']) => c);
      assert.ok(colours.length > 0);
      assert.deepEqual(
        colours.filter(colour => !/^(none$|var\(--vscode-)/.test(colour)),
        [],
        media.svg,
      );
      assert.doesNotMatch(picture, /<(script|style|image|foreignObject)|\b(href|on\w+)=/);
    }
  });

  /** Those that the code sets, as it documents them. */
  function contextKeys(): string[] {
    const sources = ['src/people/contextKeys.ts', 'src/code/consent.ts'];
    const text = sources.map(file => readFileSync(file, 'utf8')).join('\n');
    return [...text.matchAll(/(?:tell\(|'setContext', )'([\w.]+)'/g)].map(([, key = '']) => key);
  }
});
