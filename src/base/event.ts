import type { Disposable } from './disposables';

/** Adds a listener until the answer is disposed. Fits `vscode.Event`. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** The private half of an `Event`: whoever holds the emitter may fire. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<{ call: (event: T) => unknown }>();

  readonly event: Event<T> = call => {
    const listener = { call };
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  /** Tells everybody, whatever one of them throws: that is nobody's fault who fires. */
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
