import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { digestOf, readGlyphs } from '../../scripts/iconGlyphs.mts';
import { schemas, type ToolName } from '../../src/assistants/inputs';
import { commandIds } from '../../src/commandIds';
import { presenceIcon } from '../../src/presence/stateWords';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

interface LanguageModelTool {
  readonly name: string;
  readonly when: string;
  readonly modelDescription: string;
  readonly inputSchema: {
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, object>>;
  };
}

interface Manifest {
  readonly icon: string;
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { scope?: string; ignoreSync?: boolean }>>;
    };
    readonly icons: Readonly<Record<string, { default: { fontCharacter: string } }>>;
    readonly colors: readonly { id: string; defaults: Readonly<Record<string, string>> }[];
    readonly languageModelTools: readonly LanguageModelTool[];
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly views: { readonly circuit: readonly { id: string }[] };
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
  };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest; // the shape is what these tests check
const { contributes } = manifest;
const source = globSync('src/**/*.ts')
  .map(file => readFileSync(file, 'utf8'))
  .join('\n');
const commands = contributes.commands.map(({ command }) => command);
const hiddenFromPalette = new Set(
  contributes.menus.commandPalette?.filter(({ when }) => when === 'false').map(m => m.command),
);

/** What a WOFF font says of itself: the texts of its table `name`. */
function namesIn(font: Buffer): string {
  for (let at = 44; ; at += 20) {
    if (font.toString('latin1', at, at + 4) === 'name') {
      const [offset, packed, length] = [4, 8, 12].map(each => font.readUInt32BE(at + each));
      const table = font.subarray(offset, (offset ?? 0) + (packed ?? 0));
      const texts = packed === length ? table : inflateSync(table);
      return texts.toString('latin1').replaceAll('\0', '');
    }
  }
}

describe('package.json', () => {
  it('names every text by a key of package.nls.json, and each key is used', () => {
    const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>; // string to string by convention
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(nls).sort());
  });

  it('translates every key, and no other, in each language', () => {
    const keys = Object.keys(JSON.parse(readFileSync('package.nls.json', 'utf8')) as object); // checked above
    for (const file of globSync('package.nls.*.json')) {
      const translated = JSON.parse(readFileSync(file, 'utf8')) as object; // only its keys are read
      assert.deepEqual(Object.keys(translated).sort(), keys.sort(), file);
    }
  });

  it('declares exactly the commands that are registered', () => {
    assert.deepEqual([...commands].sort(), Object.values(commandIds).flat().sort());
  });

  it('points only to commands that it declares', () => {
    const unknown = Object.values(contributes.menus)
      .flat()
      .flatMap(({ command }) => (command?.startsWith('circuit.') ? [command] : []))
      .filter(command => !commands.includes(command));
    assert.deepEqual(unknown, []);
  });

  it('offers six commands to somebody who is signed out', () => {
    const signedIn = /circuit\.connection =~ \/\^\(online\|connecting\|offline\)\$\/|circuit\.demo/;
    const conditions = new Map(contributes.menus.commandPalette?.map(m => [m.command, m.when]));
    const offered = commands.filter(command => {
      const when = conditions.get(command);
      return when !== 'false' && !(when !== undefined && signedIn.test(when));
    });
    const wanted = ['signIn', 'checkConnection', 'startDemo', 'copyDiagnostics', 'showLog'];
    assert.deepEqual(
      offered.sort(),
      [...wanted, 'openWalkthrough'].map(name => `circuit.${name}`).sort(),
    );
  });

  it('starts with a team where there may be code, and with the search where git has no repository', () => {
    const empty = contributes.viewsWelcome.filter(({ when }) =>
      when.includes('!circuit.hasPeople'),
    );
    const online = empty.filter(({ when }) => when.includes('online'));
    assert.deepEqual(
      online.map(({ contents, when }) => [contents, when.split(' && ').at(-1)]),
      [
        ['%welcome.people.nobody%', 'gitOpenRepositoryCount != 0'],
        ['%welcome.people.nobodyNoCode%', 'gitOpenRepositoryCount == 0'],
      ],
    );
    assert.doesNotMatch(
      readFileSync('package.nls.json', 'utf8').match(/"welcome.people.nobodyNoCode": .*/)?.[0] ??
        'startWithTeam',
      /startWithTeam/,
    );
  });

  it('does not end a menu of Source Control with a command of ours', () => {
    const [coAuthor] = contributes.menus['scm/title'] ?? [];
    // VS Code's own entries stand in the groups `1_header`, `2_main` and `3_footer`.
    assert.match(coAuthor?.group ?? '', /^2_main@1\./);
  });

  it('keeps within the budget: 24 palette commands, 8 settings, 4 views', () => {
    assert.ok(commands.filter(command => !hiddenFromPalette.has(command)).length <= 24);
    assert.ok(Object.keys(contributes.configuration.properties).length <= 8);
    assert.ok(contributes.views.circuit.length <= 4);
  });

  it('reads every setting it declares', () => {
    const unread = Object.keys(contributes.configuration.properties).filter(
      key => !source.includes(`'${key.replace(/^circuit\./, '')}'`) && !source.includes(`'${key}'`),
    );
    assert.deepEqual(unread, []);
  });

  it('lets no workspace, folder or container steer where a token goes', () => {
    for (const key of ['circuit.host', 'circuit.clientIds', 'circuit.redirectPort']) {
      assert.equal(contributes.configuration.properties[key]?.scope, 'application', key);
      assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key));
    }
  });

  it('keeps what a person allows assistants to this computer, whatever a workspace says', () => {
    const setting = contributes.configuration.properties['circuit.assistants'];
    assert.equal(setting?.scope, 'application');
    assert.equal(setting.ignoreSync, true);
  });

  it('offers to models exactly the tools that exist, and none while they are not allowed', () => {
    const { languageModelTools: tools } = contributes;
    assert.deepEqual(tools.map(({ name }) => name).sort(), Object.keys(schemas).sort());
    tools.forEach(({ when }) => assert.match(when, /^config\.circuit\.assistants && /));
  });

  it('tells models of the fields that a tool reads, and which it needs', () => {
    for (const { name, inputSchema } of contributes.languageModelTools) {
      const entries: Readonly<Record<string, { type: string }>> = schemas[name as ToolName].entries; // checked above
      assert.deepEqual(Object.keys(inputSchema.properties).sort(), Object.keys(entries).sort());
      const needed = Object.entries(entries).filter(([, each]) => each.type !== 'optional');
      assert.deepEqual([...inputSchema.required].sort(), needed.map(([field]) => field).sort());
    }
  });

  it('gives all commands one category', () => {
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== 'Circuit'),
      [],
    );
  });

  it('declares every icon and colour of a state, and none that nothing uses', () => {
    const states = ['AVAILABLE', 'AWAY', 'BUSY', 'DND', 'OFFLINE', 'HIDDEN', 'UNKNOWN'] as const;
    const drawn = states.map(presenceIcon);
    assert.deepEqual(
      drawn.map(({ color }) => color),
      contributes.colors.map(({ id }) => id),
    );
    const icons = Object.keys(contributes.icons);
    const ours = drawn.map(({ icon }) => icon).filter(icon => icon.startsWith('circuit-'));
    assert.deepEqual(
      ours.filter(icon => !icons.includes(icon)),
      [],
    );
    assert.deepEqual(
      icons.filter(icon => !source.includes(`'${icon}'`)),
      [],
    );
  });

  it('refers to colours of VS Code in all four kinds of theme, no two states to the same', () => {
    for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight']) {
      const references = contributes.colors.map(({ defaults }) => defaults[theme] ?? '');
      assert.equal(new Set(references).size, contributes.colors.length);
      references.forEach(color => assert.match(color, /^[a-z]+(\.[a-z]+)?$/i));
    }
  });

  it('has the drawings of today in its icons', () => {
    const font = readFileSync('media/icons.woff');
    assert.ok(namesIn(font).includes(digestOf(readGlyphs())), 'Run "npm run icons".');
    const characters = Object.values(contributes.icons).map(icon => icon.default.fontCharacter);
    assert.equal(new Set(characters).size, characters.length);
  });

  it('names pictures that exist', () => {
    const pictures = [manifest.icon, ...contributes.viewsContainers.activitybar.map(c => c.icon)];
    assert.deepEqual(
      pictures.filter(picture => !existsSync(picture)),
      [],
    );
  });
});
