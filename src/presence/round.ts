import type { CircuitClient } from '../circuit/client';
import { HttpError } from '../circuit/errors';
import type { Presence } from '../circuit/schemas';
import { intoBatches } from './batches';
import type { Quarantine } from './quarantine';

const mostExtraRequests = 100;

/** What a round found out. Ids that are in neither list are still to be asked for. */
export interface Round {
  readonly presences: Presence[];
  /** Asked for alone and answered 404. Those in quarantine are not asked for and not here. */
  readonly unknownIds: string[];
}

/**
 * Asks for many people, one request at a time. One unknown id makes Circuit answer 404 for a whole
 * batch: it is searched for by halves, for at most 2·log2(n)+1 more requests each and 100 in all.
 * `ownId` must exist: a 404 for it alone is thrown like any other `CircuitError`, since then
 * whatever answers is not Circuit.
 */
export async function fetchRound(
  client: CircuitClient,
  ids: readonly string[],
  quarantine: Quarantine,
  signal?: AbortSignal,
  ownId?: string,
): Promise<Round> {
  const search = new RoundSearch(client, signal, ownId);
  for (const batch of intoBatches(ids.filter(id => !quarantine.has(id)))) {
    await search.run(batch);
  }
  return { presences: [...search.presences.values()], unknownIds: search.unknownIds };
}

class RoundSearch {
  readonly presences = new Map<string, Presence>();
  readonly unknownIds: string[] = [];
  private readonly client: CircuitClient;
  private readonly signal: AbortSignal | undefined;
  private readonly ownId: string | undefined;
  private extraRequests = mostExtraRequests;

  constructor(client: CircuitClient, signal?: AbortSignal, ownId?: string) {
    this.client = client;
    this.signal = signal;
    this.ownId = ownId;
  }

  async run(batch: readonly string[]): Promise<void> {
    if (!(await this.ask(batch))) {
      await this.searchHalves(batch);
    }
  }

  /** Whether Circuit knows all of `batch`. */
  private async ask(batch: readonly string[]): Promise<boolean> {
    try {
      for (const presence of await this.client.getPresences(batch, this.signal)) {
        if (batch.includes(presence.userId)) {
          this.presences.set(presence.userId, presence);
        }
      }
      return true;
    } catch (error) {
      if (!isNotFound(error) || (batch.length === 1 && batch[0] === this.ownId)) {
        throw error;
      }
      return false;
    }
  }

  /** For a batch that holds at least one unknown id. */
  private async searchHalves(batch: readonly string[]): Promise<void> {
    if (batch.length === 1) {
      this.unknownIds.push(...batch);
      return;
    }
    const middle = Math.floor(batch.length / 2);
    const right = batch.slice(middle);
    const isRightToBlame = await this.runExtra(batch.slice(0, middle));
    if (isRightToBlame && right.length > 1) {
      await this.searchHalves(right);
    } else {
      await this.runExtra(right);
    }
  }

  /** Whether Circuit knows all of `half`. Leaves it for the next round once there were too many. */
  private async runExtra(half: readonly string[]): Promise<boolean> {
    if (this.extraRequests === 0) {
      return false;
    }
    this.extraRequests -= 1;
    const isKnown = await this.ask(half);
    if (!isKnown) {
      await this.searchHalves(half);
    }
    return isKnown;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}
