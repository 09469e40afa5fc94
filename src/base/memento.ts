/** Keeps small, non-secret values across reloads. The part of `vscode.Memento` that is used. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The strings in the list stored under `key`. */
export function readList(memory: Memento, key: string): readonly string[] {
  const value = memory.get(key);
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

/** The string stored for `name` in the record under `key`. */
export function readEntry(memory: Memento, key: string, name: string): string | undefined {
  const value = new Map(entries(memory, key)).get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Stores `value` for `name` in the record under `key`. */
export async function writeEntry(
  memory: Memento,
  key: string,
  name: string,
  value: string,
): Promise<void> {
  const others = entries(memory, key).filter(([other]) => other !== name);
  await memory.update(key, Object.fromEntries([...others, [name, value]]));
}

function entries(memory: Memento, key: string): [string, unknown][] {
  const value = memory.get(key);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The own fields of `value` if it is an object; stored data may have any shape. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/**
 * `value` as a list with `read` applied to each item; items for which it returns undefined are
 * dropped.
 */
export function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap(item => read(item) ?? []);
}
