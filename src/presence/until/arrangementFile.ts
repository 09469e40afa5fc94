import * as v from 'valibot';
import { createPrivateFolder, type SharedFolder } from '../../base/sharedFolder';
import type { SharedAccount } from '../shared/session';
import { waitForNews } from '../shared/waitForNews';
import type { Arrangement } from './arrangement';

const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const message = v.pipe(v.string(), v.maxLength(4096));
const name = v.pipe(v.string(), v.maxLength(1024));
const updateSchema = v.variant('state', [
  v.object({ state: v.picklist(['AVAILABLE', 'AWAY', 'BUSY']), statusMessage: message }),
  v.object({ state: v.literal('DND'), dndUntil: instant, statusMessage: message }),
]);
const settableEntries = {
  state: v.picklist(['AVAILABLE', 'AWAY', 'BUSY', 'DND', 'OFFLINE', 'UNKNOWN']),
  dndUntil: v.optional(instant),
  statusMessage: message,
};
const arrangementSchema: v.GenericSchema<unknown, Arrangement> = v.object({
  id: name,
  window: name,
  event: v.variant('kind', [
    v.object({ kind: v.picklist(['debugging', 'back', 'dndEnd']) }),
    v.object({ kind: v.picklist(['task', 'terminal']), name }),
  ]),
  asked: updateSchema,
  shown: v.optional(v.object({ ...settableEntries, at: instant })),
  before: v.object(settableEntries),
  chosenAt: instant,
});

const knockMs = 7_000;

/** Keeps one account's arrangement for all windows, and for the next start. */
export class ArrangementFile {
  private folder: SharedFolder;
  private readonly name: string;

  constructor(folder: SharedFolder, { tag, betweenWindows }: SharedAccount) {
    this.folder = betweenWindows ? folder : createPrivateFolder();
    // A later format gets another number.
    this.name = `until-1.${tag.replace(/[^\w-]/g, '')}`;
  }

  /** Undefined if there is none, or one that no window can have written. */
  async read(): Promise<Arrangement | undefined> {
    const text = (await this.folder.read(`${this.name}.json`))?.text;
    const read = v.safeParse(arrangementSchema, parse(text));
    return read.success ? read.output : undefined;
  }

  /** If files can't be created, only this window knows of the arrangement. */
  async write(arrangement: Arrangement): Promise<void> {
    const text = JSON.stringify(arrangement);
    await this.folder.write(`${this.name}.json`, text);
    if ((await this.folder.read(`${this.name}.json`)) === undefined) {
      this.folder = createPrivateFolder();
      await this.folder.write(`${this.name}.json`, text);
    }
  }

  /** Removes the arrangement `id`, unless another has replaced it. */
  async removeOnly(id: string): Promise<void> {
    if ((await this.read())?.id === id) {
      await this.remove();
    }
  }

  /** Also forgets when somebody was last seen. */
  async remove(): Promise<void> {
    await this.folder.remove(`${this.name}.json`);
    await this.folder.remove(`${this.name}.active`);
  }

  /** When somebody was last seen in any window, in epoch milliseconds. */
  async readActivity(): Promise<number | undefined> {
    const at = Number((await this.folder.read(`${this.name}.active`))?.text ?? NaN);
    return Number.isFinite(at) ? at : undefined;
  }

  async writeActivity(at: number): Promise<void> {
    await this.folder.write(`${this.name}.active`, String(at));
  }

  /**
   * Whether the window that keeps the arrangement is still there. This window creates a file, and
   * the other one has seven seconds to remove it. Throws the reason of the abort.
   */
  async isKept(signal: AbortSignal): Promise<boolean> {
    const outcome = await this.folder.create(this.knock, '');
    const since = performance.now();
    while (outcome !== 'failed' && performance.now() - since < knockMs) {
      await waitForNews(listener => this.folder.watch(listener), signal);
      if ((await this.folder.read(this.knock)) === undefined) {
        return true;
      }
    }
    await this.folder.remove(this.knock);
    return false;
  }

  /** Called by the window that keeps the arrangement. */
  async answerKnock(): Promise<void> {
    if ((await this.folder.read(this.knock)) !== undefined) {
      await this.folder.remove(this.knock);
    }
  }

  private get knock(): string {
    return `${this.name}.knock`;
  }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
