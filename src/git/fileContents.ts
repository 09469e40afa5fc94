/** Enough of a file to recognize its encoding. */
const sampleBytes = 500_000;
const carriageReturn = 13;
const lineFeed = 10;

/**
 * Chooses among several encodings of a text (with or without a byte order mark) the one that shares
 * most lines with git's version, and uses git's line ends. `committed` is git's version decoded as
 * windows-1252, one character per byte.
 */
export function closestContents(
  spellings: readonly Uint8Array[],
  committed: string,
): Uint8Array | undefined {
  const known = new Set(committed.slice(0, 2 * sampleBytes).split('\n'));
  let best: { readonly bytes: Uint8Array; readonly count: number } | undefined;
  for (const bytes of spellings.flatMap(each => [each, withoutCarriageReturns(each)])) {
    const { count, isAll } = countKnown(bytes, known);
    if (isAll) {
      return bytes;
    }
    if (best === undefined || count > best.count) {
      best = { bytes, count };
    }
  }
  return best?.bytes;
}

function countKnown(bytes: Uint8Array, known: ReadonlySet<string>) {
  const text = new TextDecoder('windows-1252').decode(bytes.subarray(0, sampleBytes));
  const lines = text.split('\n');
  const count = lines.filter(line => known.has(line)).length;
  return { count, isAll: count === lines.length };
}

/** As git does itself if a repository uses `\n` and an editor writes `\r\n`. */
function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  let from = 0;
  for (
    let at = bytes.indexOf(carriageReturn);
    at >= 0;
    at = bytes.indexOf(carriageReturn, at + 1)
  ) {
    if (bytes[at + 1] === lineFeed) {
      kept.set(bytes.subarray(from, at), length);
      length += at - from;
      from = at + 1;
    }
  }
  kept.set(bytes.subarray(from), length);
  return kept.subarray(0, length + bytes.length - from);
}
