import { devNull } from 'node:os';
import process from 'node:process';

/** One value of git's configuration. */
export type ConfigValue = readonly [key: string, value: string];

/** What wins over the repository's own configuration. `drivers` are keys such as `filter.lfs`. */
export function harmlessSettings(drivers: readonly string[]): readonly ConfigValue[] {
  return [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', devNull],
    ['core.pager', 'cat'],
    ['core.untrackedCache', 'false'],
    ['diff.external', ''],
    ['log.showSignature', 'false'],
    ['safe.bareRepository', 'explicit'],
    ['submodule.recurse', 'false'],
    ...drivers.flatMap((driver): ConfigValue[] => [
      [`${driver}.clean`, ''],
      [`${driver}.process`, ''],
      [`${driver}.smudge`, ''],
      [`${driver}.required`, 'false'],
    ]),
  ];
}

/** What git needs of our environment. Nothing else is handed on, no `GIT_…` above all. */
const handedOn = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'TEMP', 'TMP', 'USERPROFILE', 'HOMEDRIVE'],
  ...['HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'SYSTEMROOT', 'WINDIR'],
];

/** Our environment cut down to what git needs, and `settings`, which win over every file's. */
export function gitEnvironment(settings: readonly ConfigValue[]): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && handedOn.includes(name.toUpperCase()) ? [[name, value] as const] : [],
  );
  const config = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key] as const,
    [`GIT_CONFIG_VALUE_${at}`, value] as const,
  ]);
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(config),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    // No transport is called `none`: what a partial clone lacks stays lacking.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}
