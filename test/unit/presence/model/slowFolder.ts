import { Emitter } from '../../../../src/base/event';
import { createPrivateFolder, type SharedFolder } from '../../../../src/base/sharedFolder';
import { pass } from './server';

/** A disk: each step on it takes a moment and happens at once, in whatever order they end. */
export class Disk {
  readonly files = createPrivateFolder();
  readonly changes = new Emitter<void>();
  /** How many choices each window wrote down. */
  readonly written = new Map<number, number>();

  /** The folder as window `at` sees it, whose steps take `paceMs`; none ends once it `isGone`. */
  window(at: number, paceMs: () => number, isGone: () => boolean): SharedFolder {
    const { files, changes } = this;
    const step = async <T>(act: () => Promise<T>): Promise<T> => {
      await pass(paceMs());
      if (isGone()) {
        await new Promise<never>(() => undefined);
      }
      return await act();
    };
    const change = async <T>(act: () => Promise<T>): Promise<T> =>
      await step(async () => {
        const outcome = await act();
        changes.fire();
        return outcome;
      });
    return {
      names: () => step(() => files.names()),
      read: name => step(() => files.read(name)),
      touch: name => step(() => files.touch(name)),
      create: (name, text) =>
        change(async () => {
          const outcome = await files.create(name, text);
          if (/^sets-1\.\w+\.\d+$/.test(name) && outcome === 'created') {
            this.written.set(at, (this.written.get(at) ?? 0) + 1);
          }
          return outcome;
        }),
      write: (name, text) => change(() => files.write(name, text)),
      remove: name => change(() => files.remove(name)),
      watch: listener =>
        changes.event(() => {
          if (!isGone()) {
            listener();
          }
        }),
    };
  }
}
