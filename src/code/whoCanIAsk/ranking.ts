import type { ShownState } from '../../presence/stateWords';
import type { Contribution } from '../../git/contribution';

const DAY_MS = 24 * 60 * 60_000;
/** Work from half a year ago counts half: people forget, and code changes. */
const halfLifeMs = 182 * DAY_MS;
const smallestShare = 0.01;

/**
 * How much somebody knows: `share` of the total (0 to 1), and `score`, which also considers age.
 */
export interface Expert {
  readonly contribution: Contribution;
  readonly share: number;
  readonly score: number;
}

/**
 * The most knowledgeable people, best first, at most `limit`: share times recency. Anybody with
 * less than a hundredth is left out unless hardly anybody remains. `total` is usually more than the
 * sum of those who can be asked.
 */
export function rankExperts(
  contributions: readonly Contribution[],
  options: { readonly total: number; readonly now: number; readonly limit: number },
): readonly Expert[] {
  const experts = contributions.map(contribution => {
    const share = Math.min(1, contribution.amount / Math.max(1, options.total));
    const age = Math.max(0, options.now - contribution.lastAt);
    return { contribution, share, score: share * 2 ** (-age / halfLifeMs) };
  });
  const best = experts.toSorted((a, b) => b.score - a.score);
  return best
    .filter((expert, place) => place < 3 || expert.share >= smallestShare)
    .slice(0, options.limit);
}

/** When somebody can be asked. */
export type Reach = 'now' | 'soon' | 'later';

/** Available is now; busy and away are soon; everything else, including unknown, is later. */
export function reachOf(state: ShownState): Reach {
  switch (state) {
    case 'AVAILABLE':
      return 'now';
    case 'BUSY':
    case 'AWAY':
      return 'soon';
    case 'DND':
    case 'OFFLINE':
    case 'HIDDEN':
    case 'UNKNOWN':
      return 'later';
  }
}

/** Groups by availability, available people first; keeps the order within a group. */
export function groupByReach<T>(
  people: readonly T[],
  stateOf: (person: T) => ShownState,
): readonly { readonly reach: Reach; readonly people: readonly T[] }[] {
  return (['now', 'soon', 'later'] as const)
    .map(reach => ({
      reach,
      people: people.filter(person => reachOf(stateOf(person)) === reach),
    }))
    .filter(group => group.people.length > 0);
}
