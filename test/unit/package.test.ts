import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { askCommand } from '../../src/git/remote/protocol';
import { readZip } from '../launch/zip.mts';

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, { default?: unknown }> };
    readonly icons: Readonly<Record<string, { readonly default: { readonly fontPath: string } }>>;
    readonly walkthroughs: readonly { readonly steps: readonly { media: { svg: string } }[] }[];
  };
}

const root = process.cwd();
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // the shape is what these tests check
const run = promisify(execFile);

/** When the commit was made, as far as these packages go; in seconds since 1970. */
const sourceDate = { SOURCE_DATE_EPOCH: '1700000000' };

/** Packages a folder as `npm run package -- …flags` does, without building it first. */
async function packageFolder(
  folder: string,
  target: string,
  flags: readonly string[] = [],
): Promise<void> {
  const script = `
    import { packageExtension, readDefaults } from './scripts/package.mts';
    const [folder, target, ...flags] = process.argv.slice(1);
    await packageExtension(folder, target, await readDefaults(flags));`;
  await runScript(script, [folder, target, ...flags]);
}

/** What `npm run package` says to each of the flags, before it makes anything. */
async function refusalsOf(all: readonly (readonly string[])[]): Promise<readonly string[]> {
  const script = `
    import { readDefaults } from './scripts/package.mts';
    const all = JSON.parse(process.argv[1]);
    const refusals = [];
    for (const flags of all) {
      refusals.push(await readDefaults(flags).then(() => 'none', error => error.message));
    }
    console.log(JSON.stringify(refusals));`;
  return JSON.parse(await runScript(script, [JSON.stringify(all)])) as readonly string[]; // written above
}

async function runScript(script: string, args: readonly string[]): Promise<string> {
  const all = ['--input-type=module', '-e', script, '--', ...args];
  const { stdout } = await run(process.execPath, all, { env: { ...process.env, ...sourceDate } });
  return stdout;
}

/**
 * Builds and packages this project as somebody else has it: in another folder, time zone and
 * language (Czech sorts *chunks* after *extension*), and with files that nobody else may read.
 */
async function packageElsewhere(folder: string): Promise<string> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await run('git', list);
  for (const file of stdout.split('\0').filter(each => each !== '' && existsSync(each))) {
    const copy = path.join(folder, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const umask = process.umask(0o077); // a process gets it from the one that starts it
  const packaging = run(process.execPath, ['scripts/package.mts'], {
    cwd: folder,
    env: { ...process.env, ...sourceDate, TZ: 'Pacific/Kiritimati', LC_ALL: 'cs_CZ.UTF-8' },
  });
  process.umask(umask);
  await packaging;
  return path.join(folder, 'circuit-presence.vsix');
}

/** The smallest extension, with a private key among its files. */
function writeProjectWithKey(project: string): void {
  mkdirSync(project);
  const about = { name: 'x', publisher: 'x', version: '1.0.0', engines: { vscode: '^1.101.0' } };
  const body = 'A'.repeat(64);
  const [begin, end] = ['BEGIN', 'END'].map(word => `-----${word} RSA PRIVATE KEY-----`);
  writeFileSync(path.join(project, 'package.json'), JSON.stringify(about));
  writeFileSync(path.join(project, 'README.md'), 'Read me.');
  writeFileSync(path.join(project, '.vscodeignore'), '*.vsix');
  writeFileSync(path.join(project, 'LICENSE'), 'All yours.');
  writeFileSync(path.join(project, 'notes.txt'), [begin, body, end].join('\n'));
}

/** The settings that a package declares. */
function propertiesIn(files: ReadonlyMap<string, Buffer>): Record<string, { default?: unknown }> {
  const text = files.get('extension/package.json')?.toString() ?? '';
  return (JSON.parse(text) as Manifest).contributes.configuration.properties; // written just now
}

describe('The package', () => {
  let folder: string;
  let vsix: string;
  let elsewhere: string;
  let files: ReadonlyMap<string, Buffer>;
  const bundles = () => [...files].filter(([name]) => name.endsWith('.js'));
  const inBundles = (pattern: RegExp) =>
    new Set(bundles().flatMap(([, code]) => code.toString().match(pattern) ?? []));

  before(async function () {
    // vsce reads every file twice in search of secrets, and takes its time.
    this.timeout(90_000);
    folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    vsix = path.join(folder, 'one.vsix');
    [elsewhere] = await Promise.all([
      packageElsewhere(path.join(folder, 'elsewhere')),
      packageFolder(root, vsix),
    ]);
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
      /^extension\/media\/(icon\.png|circuit\.svg|icon\.svg|icons\.woff|walkthrough\/\w+\.svg)$/,
      /^extension\/ThirdPartyNotices\.txt$/,
      /^extension\/dist\/(extension|webExtension)\.js$/,
      /^extension\/dist\/circuit-presence-git\.vsix$/,
      /^extension\/dist\/chunks\/[\w-]+\.js$/,
    ];
    const others = [...files.keys()].filter(name => !named.some(each => each.test(name)));
    assert.deepEqual(others, []);
    const missing = named.filter(each => ![...files.keys()].some(n => each.test(n)));
    assert.deepEqual(missing, []);
  });

  for (const page of ['readme', 'changelog']) {
    it(`has a ${page} whose every link leads somewhere: to the web or a heading of its own`, () => {
      const text = files.get(`extension/${page}.md`)?.toString() ?? '';
      const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
      const targets = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
      assert.deepEqual(
        targets.filter(target => !/^https:/.test(target) && !headings.includes(target.slice(1))),
        [],
      );
      assert.ok(page === 'changelog' || targets.length > 5);
      assert.equal(
        new Set(headings).size,
        headings.length,
        'An anchor leads to the first heading.',
      );
    });
  }

  it('has a README that is one page, without what only somebody with a clone can use', () => {
    const readme = files.get('extension/readme.md')?.toString() ?? '';
    assert.match(readme, /^# Circuit Presence\n\nYour Unify Circuit presence/);
    assert.match(readme, /\n## Privacy in detail\n/);
    assert.match(readme, /\n## For works councils and data protection officers\n/);
    assert.doesNotMatch(readme, /npm start|CONTRIBUTING|!\[/);
  });

  it('holds every file that its package.json and its bundles name', () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(w => w.steps.map(s => s.media.svg));
    const fonts = Object.values(manifest.contributes.icons).map(icon => icon.default.fontPath);
    const built = [manifest.main, manifest.browser];
    const needed = [...built, manifest.icon, 'media/circuit.svg', ...pictures, ...fonts];
    const chunks = bundles().flatMap(([name, code]) =>
      [...code.toString().matchAll(/require\("(\.[^"]+)"\)/g)].map(([, chunk = '']) =>
        path.posix.join(path.posix.dirname(name), chunk),
      ),
    );
    const wanted = [...needed.map(file => path.posix.join('extension', file)), ...chunks];
    assert.ok(chunks.length > 10);
    assert.deepEqual(
      wanted.filter(file => !files.has(file)),
      [],
    );
  });

  it('is the same, byte by byte, wherever and by whomever it is built', () => {
    assert.deepEqual([...readZip(elsewhere).keys()], [...files.keys()]);
    assert.equal(sha256(elsewhere), sha256(vsix));
  });

  it('is small', () => {
    const sizeOf = (file: string) => files.get(`extension/dist/${file}`)?.length ?? Infinity;
    assert.ok(statSync(vsix).size <= 450_000);
    assert.ok(sizeOf('extension.js') <= 150_000);
    assert.ok(sizeOf('webExtension.js') <= 420_000);
  });

  it('carries the Circuit and the OAuth app of the company it is made for, in nothing but defaults', async () => {
    const project = path.join(folder, 'elsewhere');
    // Without code, which vsce would read in search of secrets.
    const code = globSync('dist/**/*.js', { cwd: project });
    code.forEach(file => writeFileSync(path.join(project, file), ''));
    const target = path.join(project, 'company.vsix');
    const before = readFileSync(path.join(project, 'package.json'), 'utf8');
    const flags = ['--host', 'Circuit.Company.example', '--client-id', 'company-app'];
    await packageFolder(project, target, flags);
    const made = readZip(target);
    const properties = propertiesIn(made);
    const origin = 'https://circuit.company.example';
    assert.equal(properties['circuit.host']?.default, origin);
    assert.deepEqual(properties['circuit.clientIds']?.default, { [origin]: 'company-app' });
    const usual = propertiesIn(files);
    for (const key of ['circuit.host', 'circuit.clientIds']) {
      properties[key] = { ...properties[key], default: usual[key]?.default };
    }
    assert.deepEqual(properties, usual);
    assert.deepEqual([...made.keys()], [...files.keys()]);
    assert.equal(readFileSync(path.join(project, 'package.json'), 'utf8'), before);
  }).timeout(90_000);

  const refused: [flags: string[], reason: RegExp][] = [
    [['--host', 'http://circuit.company.example', '--client-id', 'x'], /HTTPS/],
    [['--host', 'https://circuit.company.example/path', '--client-id', 'x'], /only a host name/],
    [['--host', 'https://me@circuit.company.example', '--client-id', 'x'], /only a host name/],
    [['--host', 'circuit.company.example'], /both/],
    [['--client-id', 'x'], /both/],
    [['--host', 'circuit.company.example', '--client-id', 'a b'], /client ID/i],
    [['--host', 'circuit.company.example', '--client-id', ''], /client ID/i],
    [['--hots', 'circuit.company.example'], /hots/],
  ];
  let refusals: readonly string[];
  before(async () => {
    refusals = await refusalsOf(refused.map(([flags]) => flags));
  });
  refused.forEach(([flags, reason], at) => {
    it(`is not made with ${flags.join(' ')}`, () => assert.match(refusals[at] ?? '', reason));
  });

  it('is not made when there is a key in it', async () => {
    const project = path.join(folder, 'project');
    writeProjectWithKey(project);
    const target = path.join(folder, 'key.vsix');
    await assert.rejects(packageFolder(project, target), /found private key/);
    assert.ok(!existsSync(target));
  }).timeout(90_000);

  it('runs no text as code and trusts no certificate that Node does not', () => {
    const forbidden =
      /\beval\(|\bnew Function\b|[^.\w]Function\("|NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized|sourceMappingURL|debugger/g;
    assert.deepEqual([...inBundles(forbidden)], []);
  });

  it('loads nothing but its own chunks, VS Code and these parts of Node', () => {
    const asked = [...inBundles(/(?<![.\w$]|async )(?:require|import)\((?!"\.)[^)]*\)/g)];
    const builtIns =
      'buffer child_process crypto fs fs/promises http https net os path process stream stream/web url util zlib';
    // The last two are what packages of node-fetch call modules of Node.
    const nodes = [...builtIns.split(' ').map(name => `node:${name}`), 'buffer', 'worker_threads'];
    const allowed = ['vscode', ...nodes];
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
    const importers = globSync('src/**/*.ts').filter(file =>
      readFileSync(file, 'utf8').includes("from 'node:child_process'"),
    );
    assert.deepEqual(
      importers.map(file => path.basename(file)),
      ['git.ts'],
    );
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

  describe('of the helper beside git', () => {
    let own: string;
    let ownFiles: ReadonlyMap<string, Buffer>;
    const textOf = (file: string) => ownFiles.get(`extension/${file}`)?.toString() ?? '';

    before(() => {
      own = path.join(folder, 'circuit-presence-git.vsix');
      ownFiles = readZip(own);
    });

    it('holds one file of code and what says what it is', () => {
      const named = ['extension.js', 'package.json', 'package.nls.de.json', 'package.nls.json'];
      const all = [...named, 'LICENSE.txt', 'readme.md'].map(name => `extension/${name}`);
      const around = ['[Content_Types].xml', 'extension.vsixmanifest'];
      assert.deepEqual([...ownFiles.keys()].sort(), [...all, ...around].sort());
      assert.ok(statSync(own).size <= 16_000);
    });

    it('is part of the extension, in the same version', () => {
      const inside = files.get('extension/dist/circuit-presence-git.vsix');
      assert.ok(inside?.equals(readFileSync(own)));
      const { version } = JSON.parse(textOf('package.json')) as { version: string }; // by our manifest
      assert.equal(version, manifest.version);
    });

    it('runs beside the files, in trusted folders, at the first question, and adds nothing', () => {
      const about = JSON.parse(textOf('package.json')) as Record<string, unknown>; // the shape is what is checked
      assert.deepEqual(about['extensionKind'], ['workspace']);
      assert.deepEqual(about['activationEvents'], [`onCommand:${askCommand}`]);
      assert.equal(about['api'], 'none');
      assert.equal(about['main'], './extension.js');
      assert.match(
        JSON.stringify(about['capabilities']),
        /"untrustedWorkspaces":\{"supported":false/,
      );
      const others = ['contributes', 'browser', 'extensionDependencies', 'extensionPack'];
      assert.deepEqual(
        others.filter(key => key in about),
        [],
      );
      const nls = JSON.parse(textOf('package.nls.json')) as object; // only its keys are read
      const german = JSON.parse(textOf('package.nls.de.json')) as object;
      assert.deepEqual(Object.keys(german), Object.keys(nls));
    });

    it('is built of the source that asks git on this computer, and of nothing of others', () => {
      const { modules } = (
        JSON.parse(readFileSync('dist/companion.json', 'utf8')) as Record<
          string,
          { modules: readonly string[] } // as it was built
        >
      )['extension.js'] ?? { modules: [] };
      const needed = ['node/git', 'node/gitEnvironment', 'node/gitRepository', 'git/localGit'];
      needed.forEach(name => assert.ok(modules.includes(`src/${name}.ts`), name));
      assert.deepEqual(
        modules.filter(module => !/^(src\/(node|git|base)\/|src\/companion\.ts$|\0)/.test(module)),
        [],
      );
    });

    it('opens no connection, and starts nothing but git', () => {
      const code = textOf('extension.js');
      const asked = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
      const allowed =
        'node:child_process node:fs node:fs/promises node:os node:path node:process vscode';
      assert.deepEqual([...new Set(asked)].sort(), allowed.split(' '));
      assert.doesNotMatch(code, /\bfetch\(|XMLHttpRequest|WebSocket|\beval\(|\bFunction\(/);
      assert.equal(code.split('.spawn)(').length + code.split('.spawn(').length, 3);
    });
  });
});

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
