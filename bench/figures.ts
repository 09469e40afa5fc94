/** The middle of `numbers`, the mean of the middle two if they are even in count. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** Linear between the two neighbours; `NaN` of nothing. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The rows of a Markdown table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Median, quartiles and extremes, as cells for the columns of `spreadHead`. */
export function spread(numbers: readonly number[], digits = 1): string[] {
  const show = (share: number) => quantile(numbers, share).toFixed(digits);
  return [show(0.5), `${show(0.25)} – ${show(0.75)}`, `${show(0)} – ${show(1)}`];
}

/** Heads of the columns that `spread` fills. */
export const spreadHead = ['median', 'middle half', 'all'];
