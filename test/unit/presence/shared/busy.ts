import type { RoundsFile } from '../../../../src/presence/shared/rounds';

/** Counts what is under way on the disk, for which the faked clock has to wait. */
export class Busy {
  private count = 0;

  watch(file: RoundsFile): RoundsFile {
    return {
      read: () => this.during(file.read()),
      write: text => this.during(file.write(text)),
      remove: () => this.during(file.remove()),
      readLease: () => this.during(file.readLease()),
      createLease: text => this.during(file.createLease(text)),
      removeLease: text => this.during(file.removeLease(text)),
      watch: listener => file.watch(listener),
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
