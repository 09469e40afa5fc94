import { hash } from 'node:crypto';
import { Emitter } from '../../../../src/base/event';
import type { Disk } from './slowFolder';
import type { Steps } from './steps';
import type { Living, World } from './world';

/**
 * All that decides how it goes on, as a short text: the clocks, the files, Circuit, what is set by
 * timers, and of each window what it remembers and how far its program is. `more` is what the search
 * itself goes by.
 */
export function momentOf(
  world: World,
  steps: Steps,
  places: ReadonlyMap<number, string>,
  more: readonly unknown[],
): string {
  const { server, chosen, windows, disk } = world;
  const versions = leaseVersions(disk);
  const ofWindow = ({ life, window }: Living) => [
    window.told.map(({ kind }) => kind),
    disk.written.get(life),
    life.isGone() || [
      life.lives,
      plain(memoryOf(window), versions),
      steps.stateOf(life.at, places),
    ],
  ];
  const moment = [
    ...[performance.now(), Date.now(), world.time.timers],
    [...disk.files].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ...[server.shown, server.puts, [...server.underWay]],
    chosen.map(({ outcome }) => outcome),
    windows.map(ofWindow),
    more,
  ];
  return hash('sha1', JSON.stringify(moment), 'base64');
}

/** As a `DeathWatch` tells them apart. */
function leaseVersions({ files }: Disk): ReadonlySet<unknown> {
  return new Set(
    [...files].map(
      ([name, { changedAt, text }]) => `${/\d+$/.exec(name)?.[0]} ${changedAt} ${text}`,
    ),
  );
}

function memoryOf({ own, store, poller }: Living['window']): unknown {
  return [store, own, poller];
}

/**
 * What a window remembers, without what it works with. What a `DeathWatch` saw of a file that is not so
 * any more it will never see again.
 */
function plain(memory: unknown, versions: ReadonlySet<unknown>): unknown {
  const known = new Map<unknown, string>();
  const walk = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'function' ? undefined : value;
    }
    const before = known.get(value);
    if (before !== undefined || isTool(value)) {
      return before;
    }
    known.set(value, `#${known.size}`);
    if (Array.isArray(value) || value instanceof Map || value instanceof Set) {
      return [...value].map(walk);
    }
    if ('unchangedMs' in value && 'seen' in value && !versions.has(value.seen)) {
      return 'old';
    }
    const fields = Object.entries(value).filter(([key]) => !/^(parts|timer|retry)$/.test(key));
    return Object.fromEntries(fields.map(([key, each]) => [key, walk(each)]));
  };
  return walk(memory);
}

function isTool(value: object): boolean {
  return (
    value instanceof Emitter ||
    value instanceof Promise ||
    value instanceof AbortController ||
    value instanceof AbortSignal
  );
}
