/** Has an end: `dispose`. Compatible with `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/**
 * Owns parts and disposes them together, the last one first. A part is added as soon as it is
 * built, so that a failure half-way leaves nothing behind.
 */
export class DisposableStore implements Disposable {
  private readonly parts = new Set<Disposable>();
  private disposed = false;

  get isDisposed(): boolean {
    return this.disposed;
  }

  /**
   * Returns `part`. A part added after the end (for example because it loaded late) is disposed at
   * once.
   */
  add<P extends Disposable>(part: P): P {
    if (this.disposed) {
      part.dispose();
    } else {
      this.parts.add(part);
    }
    return part;
  }

  /** Disposes the current parts; new ones may be added. */
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

/**
 * Owns one replaceable part; the previous one is disposed on replacement, the last one at the end.
 */
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

/** Combines several disposables into one. */
export function combinedDisposable(...parts: readonly Disposable[]): Disposable {
  const store = new DisposableStore();
  parts.forEach(part => store.add(part));
  return store;
}

/** The same, built one after the other: if one cannot be built, those before it are disposed. */
export function builtDisposable(...builders: readonly (() => Disposable)[]): Disposable {
  const store = new DisposableStore();
  try {
    builders.forEach(build => store.add(build()));
  } catch (error) {
    store.dispose();
    throw error;
  }
  return store;
}
