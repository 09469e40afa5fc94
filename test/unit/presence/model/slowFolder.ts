import { Emitter } from '../../../../src/base/event';
import { createPrivateFolder, type SharedFolder } from '../../../../src/base/sharedFolder';
import type { Pace, WindowLife } from './windowLife';

/** A disk: each step on it takes a moment and happens at once, in whatever order they end. */
export class Disk {
  readonly files = createPrivateFolder();
  readonly changes = new Emitter<string>();
  /** How many choices were made: a real clock is so fine that none two are in the same moment. */
  choices = 0;
  private readonly clock = { name: '', now: () => performance.now() + this.choices / 1e6 };
  /** How many choices each window wrote down. */
  readonly written = new Map<WindowLife, number>();

  private readonly pace: Pick<Pace, 'disk'>;

  constructor(pace: Pick<Pace, 'disk'>) {
    this.pace = pace;
  }

  /** The folder as a window sees it, whose steps end while it lives. */
  window(life: WindowLife): SharedFolder {
    const { files, changes, clock, pace } = this;
    const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
      const note = await pace.disk(life.at, name);
      await life.goOn();
      const outcome = await act();
      note(outcome);
      return outcome;
    };
    const change = async <T>(what: string, name: string, act: () => Promise<T>): Promise<T> =>
      await step(`${what} ${name}`, async () => {
        const outcome = await act();
        changes.fire(name);
        return outcome;
      });
    return {
      clock,
      names: () => step('names', () => files.names()),
      read: name => step(`read ${name}`, () => files.read(name)),
      touch: name => step(`touch ${name}`, () => files.touch(name)),
      create: (name, text) =>
        change('create', name, async () => {
          const outcome = await files.create(name, text);
          if (/^sets-1\.\w+\.\d+$/.test(name) && outcome === 'created') {
            this.written.set(life, (this.written.get(life) ?? 0) + 1);
          }
          return outcome;
        }),
      write: (name, text) => change('write', name, () => files.write(name, text)),
      remove: name => change('remove', name, () => files.remove(name)),
      watch: listener =>
        changes.event(name => {
          if (!life.isGone()) {
            listener(name);
          }
        }),
    };
  }
}
