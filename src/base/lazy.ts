/** Gives what `load` gives, loaded at the first call: starting VS Code does not pay for it. */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
