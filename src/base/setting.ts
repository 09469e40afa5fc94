import type { Disposable } from './disposables';
import { Emitter, type Event } from './event';

/** A setting, validated, with its default and a change event. */
export interface Setting<T> {
  readonly value: T;
  readonly onDidChange: Event<T>;
}

/** Settings by name, not yet validated. */
export type RawValues = Readonly<Record<string, unknown>>;

/** A setting that fires when its value changes. */
export class KeptSetting<T> implements Setting<T>, Disposable {
  private readonly changed = new Emitter<T>();
  readonly onDidChange = this.changed.event;

  private readonly key: string;
  private readonly read: (raw: unknown) => T;
  private raw: unknown;
  private kept: { readonly value: T } | undefined;

  constructor(key: string, read: (raw: unknown) => T, values: RawValues) {
    this.key = key;
    this.read = read;
    this.raw = values[key];
  }

  /** Read lazily: starting VS Code needs few settings. */
  get value(): T {
    this.kept ??= { value: this.read(this.raw) };
    return this.kept.value;
  }

  update(values: RawValues): void {
    const next = values[this.key];
    if (!isSame(this.raw, next)) {
      this.raw = next;
      this.kept = undefined;
      this.changed.fire(this.value);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
