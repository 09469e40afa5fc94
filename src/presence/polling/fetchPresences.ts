import type { CircuitClient } from '../../circuit/client';
import { HttpError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import type { Quarantine } from '../shared/quarantine';

const mostIds = 50;
/** With the host and path in front the whole address stays below 2 kB. */
const longestQuery = 1_900;
const separator = '&userIds='.length;

/** Splits ids, each taken once, into batches that one request can carry. */
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

/** What a round found out. Ids that are in neither list are still to be asked for. */
export interface FetchedPresences {
  readonly presences: Presence[];
  /** Asked for alone and refused. Those in quarantine are not asked for and not here. */
  readonly unknownIds: string[];
}

/**
 * Asks for many people, one request at a time. One unknown id makes Circuit refuse a whole batch
 * (404, or 400 if it does not even look like an id): it is searched for by halves, for at most
 * 2·log2(n)+1 more requests each and 100 in all. `ownId` must exist: a refusal of it alone is thrown
 * like any other `CircuitError`, since then whatever answers is not Circuit.
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

  /** When a batch is refused but nobody in it alone, nobody is to blame. */
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

  /** Gives the refusal when Circuit does not know somebody of `batch`. */
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
    const isKnown = !(await this.ask(half));
    if (!isKnown) {
      await this.searchHalves(half);
    }
    return isKnown;
  }
}

/** Documented: 404 for a user who does not exist, 400 for what does not look like an id. */
function blamesSomebody({ status }: HttpError): boolean {
  return status === 400 || status === 404;
}
