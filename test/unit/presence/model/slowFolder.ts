import { Emitter } from '../../../../src/base/event';
import { createPrivateFolder, type SharedFolder } from '../../../../src/base/sharedFolder';
import { pass, type WindowLife } from './server';

/** A disk: each step on it takes a moment and happens at once, in whatever order they end. */
export class Disk {
  readonly files = createPrivateFolder();
  readonly changes = new Emitter<void>();
  /** As fine as a real one: no two choices are made in the same moment. */
  private moments = 0;
  private readonly clock = {
    name: '',
    now: () => performance.now() + ++this.moments / 1e6,
  };
  /** How many choices each window wrote down. */
  readonly written = new Map<WindowLife, number>();

  /** The folder as a window sees it, whose steps take `paceMs`, and end while it lives. */
  window(paceMs: () => number, life: WindowLife): SharedFolder {
    const { files, changes, clock } = this;
    const step = async <T>(act: () => Promise<T>): Promise<T> => {
      await pass(paceMs());
      await life.goOn();
      return await act();
    };
    const change = async <T>(act: () => Promise<T>): Promise<T> =>
      await step(async () => {
        const outcome = await act();
        changes.fire();
        return outcome;
      });
    return {
      clock,
      names: () => step(() => files.names()),
      read: name => step(() => files.read(name)),
      touch: name => step(() => files.touch(name)),
      create: (name, text) =>
        change(async () => {
          const outcome = await files.create(name, text);
          if (/^sets-1\.\w+\.\d+$/.test(name) && outcome === 'created') {
            this.written.set(life, (this.written.get(life) ?? 0) + 1);
          }
          return outcome;
        }),
      write: (name, text) => change(() => files.write(name, text)),
      remove: name => change(() => files.remove(name)),
      watch: listener =>
        changes.event(() => {
          if (!life.isGone()) {
            listener();
          }
        }),
    };
  }
}
