import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import { sentenceFor } from '../../base/userError';
import type { Label } from '../../circuit/schemas';
import type { Purpose } from '../../presence/polling/userRequest';
import type { RequestForUser } from '../directory';

/** The signed-in person's labels, as far as loaded. Known labels stay on a failure. */
export type LabelsState =
  | { readonly kind: 'notAsked' | 'asking' | 'known'; readonly labels: readonly Label[] }
  /** `reason` is a localised sentence. */
  | { readonly kind: 'failed'; readonly labels: readonly Label[]; readonly reason: string };

const notAsked: LabelsState = { kind: 'notAsked', labels: [] };

/** Loads the labels when they are first looked at, and again on request. */
export class Labels implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly request: RequestForUser;
  private current = notAsked;

  constructor(request: RequestForUser) {
    this.request = request;
  }

  get state(): LabelsState {
    return this.current;
  }

  /** Loads the labels unless they were loaded; tries again after a failure. */
  async load(): Promise<void> {
    if (this.current.kind === 'notAsked' || this.current.kind === 'failed') {
      await this.refresh('inPassing');
    }
  }

  /** Loads the labels again. A failure becomes a state, since this runs in the background. */
  async refresh(purpose?: Purpose): Promise<void> {
    const asking: LabelsState = { kind: 'asking', labels: this.current.labels };
    this.replace(asking);
    const answer = await this.ask(asking.labels, purpose);
    if (this.current === asking) {
      this.replace(answer);
    }
  }

  clear(): void {
    this.replace(notAsked);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private replace(state: LabelsState): void {
    this.current = state;
    this.changed.fire();
  }

  private async ask(labels: readonly Label[], purpose?: Purpose): Promise<LabelsState> {
    try {
      const read = await this.request((client, signal) => client.getLabels(signal), purpose);
      return { kind: 'known', labels: unique(read) };
    } catch (error) {
      return { kind: 'failed', labels, reason: sentenceFor(error) };
    }
  }
}

/** Without duplicates: rows are identified by id. */
function unique(labels: readonly Label[]): readonly Label[] {
  return [...new Map(labels.map(label => [label.labelId, label])).values()];
}
