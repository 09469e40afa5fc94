/** Splits text that arrives in chunks at every `separator`. */
export interface StreamSplitter {
  feed(chunk: string): void;
  /** Emits what is left after the last separator, if anything. */
  end(): void;
}

/** Anything beyond `longest` characters of a piece is dropped. */
export function splitStream(
  separator: '\n' | '\0',
  longest: number,
  take: (piece: string) => void,
): StreamSplitter {
  let rest = '';
  const append = (text: string) => {
    rest += text.slice(0, Math.max(0, longest - rest.length));
  };
  const finish = () => {
    take(rest);
    rest = '';
  };
  return {
    feed: chunk => {
      let start = 0;
      for (let at = chunk.indexOf(separator); at >= 0; at = chunk.indexOf(separator, start)) {
        append(chunk.slice(start, at));
        finish();
        start = at + 1;
      }
      append(chunk.slice(start));
    },
    end: () => {
      if (rest !== '') {
        finish();
      }
    },
  };
}
