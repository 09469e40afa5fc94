/**
 * Where `block` stands in `lines` (from 0), nearest to `near`; `undefined` when it does not, as a
 * whole, in one piece. Takes steps for each line once, however alike they are.
 */
export function findBlock(
  lines: readonly string[],
  block: readonly string[],
  near: number,
): number | undefined {
  if (block.length === 0 || block.length > lines.length) {
    return undefined;
  }
  const fallback = fallbacks(block);
  let best: number | undefined;
  let matched = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    matched = extend(block, fallback, matched, line);
    if (matched === block.length) {
      const start = at + 1 - matched;
      if (best !== undefined && Math.abs(start - near) >= Math.abs(best - near)) {
        return best;
      }
      best = start;
      matched = fallback[matched - 1] ?? 0;
    }
  }
  return best;
}

/** Knuth, Morris and Pratt: how much of the block's begin stands again at the end of each part. */
function fallbacks(block: readonly string[]): readonly number[] {
  const lengths = [0];
  for (let at = 1, length = 0; at < block.length; at += 1) {
    length = extend(block, lengths, length, block[at]);
    lengths.push(length);
  }
  return lengths;
}

/** How many lines of the block match up to and with `line`, where `matched` did before it. */
function extend(
  block: readonly string[],
  fallback: readonly number[],
  matched: number,
  line: string | undefined,
): number {
  let length = matched;
  while (length > 0 && block[length] !== line) {
    length = fallback[length - 1] ?? 0;
  }
  return block[length] === line ? length + 1 : 0;
}
