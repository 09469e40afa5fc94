/** Something that is over once `dispose` was called. Fits `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/**
 * Holds the parts of something bigger and disposes them with it, the last one first. What is built
 * is added to its store right away, so that a failure half-way leaves nothing behind.
 */
export class DisposableStore implements Disposable {
  private readonly parts = new Set<Disposable>();
  private disposed = false;

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Gives `part` back. One that comes after the end, because it was loaded late, ends at once. */
  add<P extends Disposable>(part: P): P {
    if (this.disposed) {
      part.dispose();
    } else {
      this.parts.add(part);
    }
    return part;
  }

  /** Disposes the parts; others may be added. */
  clear(): void {
    const parts = [...this.parts].reverse();
    this.parts.clear();
    parts.forEach(part => part.dispose());
  }

  dispose(): void {
    this.disposed = true;
    this.clear();
  }
}

/** Holds one part that may be replaced: the one before is disposed then, and the last one at the end. */
export class MutableDisposable<P extends Disposable> implements Disposable {
  private current: P | undefined;
  private disposed = false;

  get value(): P | undefined {
    return this.current;
  }

  set value(next: P | undefined) {
    if (next === this.current) {
      return;
    }
    const before = this.current;
    this.current = this.disposed ? undefined : next;
    before?.dispose();
    if (this.disposed) {
      next?.dispose();
    }
  }

  dispose(): void {
    this.disposed = true;
    this.value = undefined;
  }
}

/** Several as one, for listeners that nothing can come between. */
export function combinedDisposable(...parts: readonly Disposable[]): Disposable {
  const store = new DisposableStore();
  parts.forEach(part => store.add(part));
  return store;
}
