/** The part of `vscode.Memento` that is used. Holds nothing secret. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The texts in a list kept under `key`. */
export function readList(memory: Memory, key: string): readonly string[] {
  const value = memory.get(key);
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

/** The text kept for `name` in the record under `key`. */
export function readEntry(memory: Memory, key: string, name: string): string | undefined {
  const value = new Map(entries(memory, key)).get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Keeps `value` for `name` in the record under `key`. */
export async function writeEntry(
  memory: Memory,
  key: string,
  name: string,
  value: string,
): Promise<void> {
  const others = entries(memory, key).filter(([other]) => other !== name);
  await memory.update(key, Object.fromEntries([...others, [name, value]]));
}

function entries(memory: Memory, key: string): [string, unknown][] {
  const value = memory.get(key);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
