/** Where small values are kept beyond a reload. Fits `vscode.Memento`. */
export interface Keep {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The own fields of `value` if it is an object: what was kept may be anything by now. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** `value` as a list of what `read` makes of its items; the ones it refuses are left out. */
export function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap(item => read(item) ?? []);
}
