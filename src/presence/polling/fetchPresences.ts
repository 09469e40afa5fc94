import type { CircuitClient } from '../../circuit/client';
import { HttpError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import type { Quarantine } from '../shared/quarantine';

const mostIds = 50;
/** Keeps the whole URL, with host and path, below 2 kB. */
const longestQuery = 1_900;
const separator = '&userIds='.length;

/** Splits ids, without duplicates, into batches for one request each. */
export function intoBatches(ids: readonly string[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let length = 0;
  for (const id of new Set(ids)) {
    const more = separator + encodeURIComponent(id).length;
    if (batch.length === mostIds || (batch.length > 0 && length + more > longestQuery)) {
      batches.push(batch);
      batch = [];
      length = 0;
    }
    batch.push(id);
    length += more;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

const mostExtraRequests = 100;

/** The results of a poll. Ids in neither list still have to be polled. */
export interface FetchedPresences {
  readonly presences: Presence[];
  /** Requested individually and refused. Quarantined ids are not requested and not included. */
  readonly unknownIds: string[];
}

/**
 * Requests many presences, one batch at a time. One unknown id makes Circuit refuse its whole batch
 * (404, or 400 if malformed); it is found by bisection with at most 2·log2(n)+1 extra requests each
 * and 100 in all. `ownId` must exist: if it is refused alone, that is thrown like any other
 * `CircuitError`, since then whatever answers is not Circuit.
 */
export async function fetchPresences(
  client: CircuitClient,
  ids: readonly string[],
  quarantine: Quarantine,
  signal?: AbortSignal,
  ownId?: string,
): Promise<FetchedPresences> {
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

  /** If a batch is refused but none of its ids alone, no id is to blame. */
  async run(batch: readonly string[]): Promise<void> {
    const refusal = await this.ask(batch);
    if (!refusal) {
      return;
    }
    const before = this.unknownIds.length;
    await this.searchHalves(batch);
    if (this.unknownIds.length === before && this.extraRequests > 0) {
      throw refusal;
    }
  }

  /** Returns the refusal if Circuit does not know somebody in `batch`. */
  private async ask(batch: readonly string[]): Promise<HttpError | undefined> {
    try {
      for (const presence of await this.client.getPresences(batch, this.signal)) {
        if (batch.includes(presence.userId)) {
          this.presences.set(presence.userId, presence);
        }
      }
      return undefined;
    } catch (error) {
      const isOwn = batch.length === 1 && batch[0] === this.ownId;
      if (error instanceof HttpError && !isOwn && blamesSomebody(error)) {
        return error;
      }
      throw error;
    }
  }

  /** Bisects a batch with at least one unknown id. */
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

  /**
   * Whether Circuit knows all of `half`. Once there were too many extra requests it is left for the
   * next poll.
   */
  private async runExtra(half: readonly string[]): Promise<boolean> {
    if (this.extraRequests === 0) {
      return false;
    }
    this.extraRequests -= 1;
    const isKnown = !(await this.ask(half));
    if (!isKnown) {
      await this.searchHalves(half);
    }
    return isKnown;
  }
}

/** Documented: 404 for an unknown user, 400 for a malformed id. */
function blamesSomebody({ status }: HttpError): boolean {
  return status === 400 || status === 404;
}
