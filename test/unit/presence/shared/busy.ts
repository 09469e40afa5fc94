import type { SharedFolder } from '../../../../src/base/sharedFolder';

/** Counts what is under way on the disk, for which the faked clock has to wait. */
export class Busy {
  private count = 0;

  watch(folder: SharedFolder): SharedFolder {
    return {
      clock: folder.clock,
      names: () => this.during(folder.names()),
      read: name => this.during(folder.read(name)),
      create: (name, text) => this.during(folder.create(name, text)),
      write: (name, text) => this.during(folder.write(name, text)),
      touch: name => this.during(folder.touch(name)),
      remove: name => this.during(folder.remove(name)),
      watch: listener => folder.watch(listener),
    };
  }

  async end(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.count === 0 ? quiet + 1 : 0) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.count += 1;
    return await work.finally(() => {
      this.count -= 1;
    });
  }
}
