/** Enough of a file to tell how it is spelled. */
const sampleBytes = 500_000;
const carriageReturn = 13;
const lineFeed = 10;

/**
 * Of several spellings of one text (other encodings, with or without a byte order mark) the one
 * most of whose lines git has, with line ends as git has them. `committed` is a file as git has
 * it, each byte as one character of windows-1252.
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

/** What git does itself where a repository wants `\n` and an editor writes `\r\n`. */
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
