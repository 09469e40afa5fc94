/** Something that is over once `dispose` was called. Fits `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Adds a listener until the answer is disposed. Fits `vscode.Event`. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

/** Joins several disposables into one. */
export function disposeAll(...disposables: Disposable[]): Disposable {
  return { dispose: () => disposables.forEach(each => each.dispose()) };
}

/** Takes a part of something bigger, and gives it back. */
export type Own = <P extends Disposable>(part: P) => P;

/**
 * Builds something of parts, which `own` is given one by one. They are disposed with it, the last one
 * first, and at once when building fails half-way, so that nothing is left of it. A part that comes
 * later, because it is loaded late, is owned as well.
 */
export function assemble<T extends object>(build: (own: Own) => T): T & Disposable {
  const parts: Disposable[] = [];
  let isDisposed = false;
  const dispose = () => {
    isDisposed = true;
    for (const part of parts.splice(0).reverse()) {
      part.dispose();
    }
  };
  const own: Own = part => {
    parts.push(part);
    if (isDisposed) {
      dispose();
    }
    return part;
  };
  try {
    return Object.assign(build(own), { dispose });
  } catch (error) {
    dispose();
    throw error;
  }
}

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
