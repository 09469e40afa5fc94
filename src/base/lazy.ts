/**
 * Gives what `load` gives, loaded at the first call: starting VS Code does not pay for it. What could
 * not be loaded is tried again at the next call.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
