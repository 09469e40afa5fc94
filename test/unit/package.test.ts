import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readZip } from './zip';

interface Step {
  readonly description: string;
  readonly media: { readonly svg: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const root = process.cwd();
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // the shape is what these tests check
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>; // string to string by convention
const run = promisify(execFile);

/** As `npm run package` does, in a process of its own, since vsce leaves a handle open. */
async function packageInto(packagePath: string, cwd = root): Promise<void> {
  const script = `
    import { packageExtension } from './scripts/package.mts';
    await packageExtension(...process.argv.slice(1));
    process.exit();`;
  await run(process.execPath, ['--input-type=module', '-e', script, cwd, packagePath]);
}

describe('The package', function () {
  this.timeout(30_000);
  let folder: string;
  let vsix: string;
  let files: ReadonlyMap<string, Buffer>;
  const bundles = () => [...files].filter(([name]) => name.endsWith('.js'));
  const inBundles = (pattern: RegExp) =>
    new Set(bundles().flatMap(([, code]) => code.toString().match(pattern) ?? []));

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    vsix = path.join(folder, 'one.vsix');
    await packageInto(vsix);
    files = readZip(vsix);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('holds what is named here and nothing else', () => {
    const named = [
      /^\[Content_Types\]\.xml$/,
      /^extension\.vsixmanifest$/,
      /^extension\/(readme|changelog)\.md$/,
      /^extension\/LICENSE\.txt$/,
      /^extension\/package\.json$/,
      /^extension\/package\.nls(\.[a-z-]+)?\.json$/,
      /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
      /^extension\/media\/(icon\.png|circuit\.svg|icon\.svg|walkthrough\/\w+\.svg)$/,
      /^extension\/dist\/extension\.js$/,
      /^extension\/dist\/chunks\/[\w-]+\.js$/,
    ];
    const others = [...files.keys()].filter(name => !named.some(each => each.test(name)));
    assert.deepEqual(others, []);
    const missing = named.slice(0, 6).filter(each => ![...files.keys()].some(n => each.test(n)));
    assert.deepEqual(missing, []);
  });

  it('holds every file that its package.json and its bundles name', () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(w => w.steps.map(s => s.media.svg));
    const needed = ['dist/extension.js', manifest.icon, 'media/circuit.svg', ...pictures];
    const chunks = bundles().flatMap(([name, code]) =>
      [...code.toString().matchAll(/require\("(\.[^"]+)"\)/g)].map(([, chunk = '']) =>
        path.posix.join(path.posix.dirname(name), chunk),
      ),
    );
    const wanted = [...needed.map(file => `extension/${file}`), ...chunks];
    assert.ok(chunks.length > 10);
    assert.deepEqual(
      wanted.filter(file => !files.has(file)),
      [],
    );
  });

  it('is the same, byte by byte, when it is made again', async () => {
    const again = path.join(folder, 'two.vsix');
    utimesSync('README.md', new Date(), new Date(86_400_000));
    await packageInto(again);
    assert.equal(sha256(again), sha256(vsix));
  });

  it('is small', () => {
    assert.ok(statSync(vsix).size <= 400_000);
    assert.ok((files.get('extension/dist/extension.js')?.length ?? Infinity) <= 150_000);
  });

  it('is not made with a key in it', async () => {
    const project = mkdtempSync(path.join(folder, 'project-'));
    const { name, version, publisher, engines } = {
      ...manifest,
      version: '0.0.1',
      name: 'x',
      publisher: 'x',
      engines: { vscode: '^1.101.0' },
    };
    writeFileSync(
      path.join(project, 'package.json'),
      JSON.stringify({ name, version, publisher, engines }),
    );
    writeFileSync(path.join(project, 'README.md'), 'Read me.');
    writeFileSync(path.join(project, 'LICENSE'), 'All yours.');
    const target = path.join(project, 'x.vsix');
    await packageInto(target, project);
    rmSync(target);
    const body = 'A'.repeat(64);
    const key = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${body}\n-----END RSA PRIVATE ${'KEY'}-----\n`;
    writeFileSync(path.join(project, 'notes.txt'), key);
    await assert.rejects(packageInto(target, project), /secret/i);
    assert.ok(!existsSync(target));
  });

  it('runs no text as code and trusts no certificate that Node does not', () => {
    const forbidden =
      /\beval\(|\bnew Function\b|[^.\w]Function\("|NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized|sourceMappingURL|debugger/g;
    assert.deepEqual([...inBundles(forbidden)], []);
  });

  it('loads nothing but its own chunks, VS Code and these parts of Node', () => {
    const asked = [...inBundles(/\b(require|import)\((?!["']\.)[^)]*\)/g)];
    const builtIns =
      'buffer child_process crypto fs fs/promises http https net os path process stream url util zlib';
    const allowed = ['vscode', ...builtIns.split(' ').map(name => `node:${name}`)];
    assert.deepEqual(
      asked.filter(each => !allowed.some(name => each === `require("${name}")`)),
      [],
    );
    assert.ok(asked.length > 5);
  });

  it('names no host but those of Circuit and of this computer', () => {
    const allowed = [
      'https://eu.yourcircuit.com',
      'https://na.yourcircuit.com',
      'https://circuitsandbox.net',
      'https://beta.circuit.com',
      'http://localhost',
      // Where the made-up company lives: a name that can never be resolved.
      'https://demo.invalid',
      // In warnings of node-fetch.
      'https://github.com',
    ];
    const named = [...inBundles(/\b(?:https?|wss?|ftp):\/\/[\w.-]+/g)];
    assert.deepEqual(
      named.filter(host => !allowed.includes(host)),
      [],
    );
  });

  it('starts other programs for git alone', () => {
    const starters = bundles().filter(([, code]) => code.includes('node:child_process'));
    assert.equal(starters.length, 1);
    assert.match(String(starters[0]?.[1]), /"shortlog"/);
  });

  it('is built of five libraries, each in one exact version', () => {
    const { dependencies } = manifest;
    const expected = ['@vscode/l10n', 'hono', 'node-fetch', 'oauth4webapi', 'valibot'];
    assert.deepEqual(Object.keys(dependencies).sort(), expected);
    Object.values(dependencies).forEach(version => assert.match(version, /^\d+\.\d+\.\d+$/));
  });

  it('has no telemetry', () => {
    assert.deepEqual([...inBundles(/createTelemetryLogger|applicationinsights|sentry/gi)], []);
  });
});

describe('The page on the Marketplace', () => {
  it('has a picture, a banner, keywords and a category', () => {
    const icon = readFileSync(manifest.icon);
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [128, 128]);
    assert.ok(manifest.keywords.length <= 30 && manifest.categories.length > 0);
    const { galleryBanner, qna, pricing } = manifest as {
      galleryBanner?: { color: string };
      qna?: unknown;
      pricing?: unknown;
    };
    assert.match(galleryBanner?.color ?? '', /^#[\da-f]{6}$/);
    assert.deepEqual({ qna, pricing }, { qna: false, pricing: 'Free' });
  });
});

describe('The walkthrough', () => {
  const steps = manifest.contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
  const commands = manifest.contributes.commands.map(({ command }) => command);
  const views = Object.values(manifest.contributes.views).flat();
  const isOurs = (command: string) => command.startsWith('circuit.');
  const textOf = (step: Step) => words[step.description.replaceAll('%', '')] ?? '';

  it('has at most five steps', () => {
    assert.equal(manifest.contributes.walkthroughs.length, 1);
    assert.ok(steps.length > 0 && steps.length <= 5);
  });

  it('offers in each step something to do, by commands that exist', () => {
    for (const step of steps) {
      const offered = [...textOf(step).matchAll(/\]\(command:([\w.]+)/g)].map(([, id = '']) => id);
      assert.ok(offered.length > 0, step.description);
      assert.deepEqual(
        offered.filter(isOurs).filter(command => !commands.includes(command)),
        [],
      );
    }
  });

  it('sees each step done by something that can happen', () => {
    for (const [, kind, name = ''] of steps
      .flatMap(step => step.completionEvents)
      .map(event => /^(onCommand|onView|onContext):([\w.]+)/.exec(event) ?? [event])) {
      switch (kind) {
        case 'onCommand':
          assert.ok(!isOurs(name) || commands.includes(name), name);
          break;
        case 'onView':
          assert.ok(
            views.some(({ id }) => id === name),
            name,
          );
          break;
        default:
          assert.ok(contextKeys().includes(name), name);
      }
    }
    assert.ok(steps.every(step => step.completionEvents.length > 0));
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
    return [...readFileSync('src/people/contextKeys.ts', 'utf8').matchAll(/tell\('([\w.]+)'/g)].map(
      ([, key = '']) => key,
    );
  }
});

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
