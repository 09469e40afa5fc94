import type { Disposable } from '../../../../src/base/disposables';
import { Emitter } from '../../../../src/base/event';
import type { SharedFile, SharedFolder } from '../../../../src/base/sharedFolder';
import type { Pace, WindowLife } from './windowLife';

/** A disk: each step on it takes a moment and happens at once, in whatever order they end. */
export class Disk {
  readonly files = new Map<string, SharedFile>();
  readonly changes = new Emitter<string>();
  /** How many choices were made: a real clock is so fine that none two are in the same moment. */
  choices = 0;
  private readonly clock = { name: '', now: () => performance.now() + this.choices / 1e6 };
  /** How many choices each window wrote down. */
  readonly written = new Map<WindowLife, number>();

  private readonly pace: Omit<Pace, 'leg'>;
  private readonly versions = new Map<string, number>();

  constructor(pace: Omit<Pace, 'leg'>) {
    this.pace = pace;
  }

  /** The folder as a window sees it, whose steps end while it lives. */
  window(life: WindowLife): SharedFolder {
    const { files, clock, pace } = this;
    const step = async <T>(name: string, act: () => T, text?: string): Promise<T> => {
      const note = await pace.disk(life.at, name, text);
      await life.goOn();
      const outcome = act();
      note(outcome);
      return outcome;
    };
    const change = async <T>(what: string, name: string, act: () => T, text?: string): Promise<T> =>
      await step(
        `${what} ${name}`,
        () => {
          const outcome = act();
          // Of two changes either may be told first, but not before who begins to listen.
          pace.touch?.(life.at, 'reads', `listeners to ${kindOf(name)}`);
          this.changes.fire(name);
          return outcome;
        },
        text,
      );
    return {
      clock,
      names: () => step('names', () => [...files.keys()]),
      read: name => step(`read ${name}`, () => files.get(name)),
      touch: name => step(`touch ${name}`, () => this.touch(name)),
      create: (name, text) => change('create', name, () => this.create(life, name, text), text),
      write: (name, text) => change('write', name, () => this.put(life, name, text), text),
      remove: name => change('remove', name, () => this.remove(life, name)),
      watch: listener => this.watch(life, listener),
    };
  }

  private create(life: WindowLife, name: string, text: string): 'created' | 'exists' {
    if (this.files.has(name)) {
      return 'exists';
    }
    this.put(life, name, text);
    if (/^sets-1\.\w+\.\d+$/.test(name)) {
      this.written.set(life, (this.written.get(life) ?? 0) + 1);
    }
    return 'created';
  }

  private put(life: WindowLife, name: string, text: string): void {
    if (!this.files.has(name)) {
      this.pace.touch?.(life.at, 'changes', 'names');
    }
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    this.files.set(name, { text, changedAt: version });
  }

  private touch(name: string): void {
    const file = this.files.get(name);
    if (file) {
      this.versions.set(name, file.changedAt + 1);
      this.files.set(name, { ...file, changedAt: file.changedAt + 1 });
    }
  }

  private remove(life: WindowLife, name: string): void {
    this.pace.touch?.(life.at, 'changes', 'names');
    this.files.delete(name);
  }

  private watch(life: WindowLife, listener: (name: string) => void): Disposable {
    const { pace } = this;
    pace.touch?.(life.at, 'changes', 'listeners to sets');
    const news = this.changes.event(name => {
      if (!life.isGone()) {
        listener(name);
      }
    });
    return {
      dispose: () => {
        pace.touch?.(life.at, 'changes', 'listeners to sets');
        news.dispose();
      },
    };
  }
}

/** Of which kind of files it is. */
function kindOf(name: string): string {
  return name.split('-', 1)[0] ?? '';
}
