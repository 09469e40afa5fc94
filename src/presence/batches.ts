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
