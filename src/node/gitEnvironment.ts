import { devNull } from 'node:os';
import process from 'node:process';

/**
 * Where git runs: in a folder's repository, whose configuration it reads; in a bare temporary one
 * over the same objects; or in none. Only the first has any configuration.
 */
export type GitPlace =
  | { readonly kind: 'repository' }
  | { readonly kind: 'isolated'; readonly gitDir: string; readonly objects: string }
  | { readonly kind: 'nowhere'; readonly settings: readonly ConfigValue[] };

/** A value of git's configuration. */
export type ConfigValue = readonly [key: string, value: string];

/** Overrides for the repository's own configuration. */
const harmless: readonly ConfigValue[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
  ['core.untrackedCache', 'false'],
  ['diff.external', ''],
  ['log.showSignature', 'false'],
  ['safe.bareRepository', 'explicit'],
  ['submodule.recurse', 'false'],
];

/**
 * The environment variables that git needs. Nothing else is passed on, in particular no `GIT_…`.
 */
const handedOn = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'TEMP', 'TMP', 'USERPROFILE', 'HOMEDRIVE'],
  ...['HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'SYSTEMROOT', 'WINDIR'],
];

/** A path that exists on no system: git finds nothing there and goes on. */
const nowhere = '/nonexistent/circuit';

/** The environment for git: what it needs of ours, and what keeps it in `place`. */
export function gitEnvironment(place: GitPlace): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && handedOn.includes(name.toUpperCase()) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    // There is no transport called `none`, so a partial clone fetches nothing.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
    ...ofPlace(place),
  };
}

function ofPlace(place: GitPlace): Record<string, string> {
  switch (place.kind) {
    case 'repository':
      return configuration(harmless);
    case 'isolated':
      return {
        ...withoutSettings,
        GIT_DIR: place.gitDir,
        GIT_WORK_TREE: '.',
        GIT_OBJECT_DIRECTORY: place.objects,
      };
    case 'nowhere':
      return { ...withoutSettings, GIT_DIR: nowhere, ...configuration(place.settings) };
  }
}

/** Disables system and user configuration, by every name used by any version of git. */
const withoutSettings = {
  GIT_ATTR_NOSYSTEM: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  HOME: nowhere,
  XDG_CONFIG_HOME: nowhere,
};

function configuration(values: readonly ConfigValue[]): Record<string, string> {
  const pairs = values.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key] as const,
    [`GIT_CONFIG_VALUE_${at}`, value] as const,
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(values.length) };
}
