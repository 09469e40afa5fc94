import { inspect } from 'node:util';

const shortest = 8;

/**
 * All that must not leave a trace, and where traces are looked for. A canary counts as found as soon
 * as its first eight characters are there: as they are, or URL-, base64- or hex-encoded.
 */
export class Canaries {
  private readonly canaries = new Map<string, { what: string; forms: readonly string[] }>();

  /** `what` says what it is, e.g. `code verifier`; nothing shorter than eight characters counts. */
  add(what: string, canary: string | null | undefined): void {
    if (typeof canary === 'string' && canary.length >= shortest && !this.canaries.has(canary)) {
      this.canaries.set(canary, { what, forms: formsOf(canary) });
    }
  }

  get kinds(): ReadonlySet<string> {
    return new Set([...this.canaries.values()].map(({ what }) => what));
  }

  /** What is found in `trace`: a text, an error with its stack and causes, or anything else. */
  foundIn(trace: unknown): string[] {
    const text = typeof trace === 'string' ? trace : describe(trace);
    return [...this.canaries.values()]
      .filter(({ forms }) => forms.some(form => text.includes(form)))
      .map(({ what }) => what);
  }
}

/** Everything an object holds, hidden fields too. */
function describe(trace: unknown): string {
  return inspect(trace, { depth: Infinity, showHidden: true, maxStringLength: null });
}

function formsOf(canary: string): string[] {
  const start = Buffer.from(canary).subarray(0, shortest);
  // Where in a text it stands decides which of three base64 forms it has; the edges are shared.
  const base64 = [0, 1, 2].map(before =>
    Buffer.concat([Buffer.alloc(before), start])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -1),
  );
  const hex = start.toString('hex');
  return [
    canary.slice(0, shortest),
    encodeURIComponent(canary.slice(0, shortest)),
    new URLSearchParams(canary.slice(0, shortest)).toString().replace(/=$/, ''),
    ...base64,
    ...base64.map(each => each.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
  ];
}
