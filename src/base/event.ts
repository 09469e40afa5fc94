import type { Disposable } from './disposables';

/** Adds a listener until the returned disposable is disposed. Compatible with `vscode.Event`. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** The private half of an `Event`; only the emitter's owner can fire it. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<{ call: (event: T) => unknown }>();

  readonly event: Event<T> = call => {
    const listener = { call };
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  /**
   * Calls every listener even if one throws; its error is rethrown asynchronously, not to the
   * caller.
   */
  fire(event: T): void {
    for (const listener of [...this.listeners]) {
      try {
        if (this.listeners.has(listener)) {
          listener.call(event);
        }
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
