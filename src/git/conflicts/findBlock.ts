/**
 * The index (from 0) in `lines` of the occurrence of `block` nearest to `near`; undefined if it
 * does not occur as a whole. Linear in the number of lines, however alike they are.
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

/** Knuth–Morris–Pratt failure function of the block. */
function fallbacks(block: readonly string[]): readonly number[] {
  const lengths = [0];
  for (let at = 1, length = 0; at < block.length; at += 1) {
    length = extend(block, lengths, length, block[at]);
    lengths.push(length);
  }
  return lengths;
}

/**
 * How many lines of the block match up to and including `line`, given that `matched` matched
 * before.
 */
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
