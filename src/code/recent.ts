import * as vscode from 'vscode';
import { isCircuitError } from '../circuit/errors';
import { Emitter, type Disposable } from '../event';
import type { CodeKit } from './codeKit';
import type { Finding } from './colleagueItems';
import { findRecentPeople } from './recentPeople';

const nothing: Finding = { colleagues: [], measure: 'commits', notes: [] };
/** Who worked on it does not change by the minute. */
const staleMs = 10 * 60_000;

/** The people of this workspace's code as they were found last. One search at a time. */
export class Recent implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly kit: CodeKit;
  private stop = new AbortController();
  private found = nothing;
  private askedAt = -Infinity;

  constructor(kit: CodeKit) {
    this.kit = kit;
  }

  get finding(): Finding {
    return this.found;
  }

  get ids(): readonly string[] {
    return this.found.colleagues.map(({ userId }) => userId);
  }

  get isStale(): boolean {
    return Date.now() - this.askedAt > staleMs;
  }

  /** Asks git and Circuit; a search under way is given up. Why Circuit did not answer is a note. */
  async load(): Promise<void> {
    this.stop.abort(new vscode.CancellationError());
    this.stop = new AbortController();
    this.askedAt = Date.now();
    const { signal } = this.stop;
    const finding = await findQuietly(this.kit, signal);
    if (!signal.aborted) {
      this.replace(finding);
    }
  }

  clear(): void {
    this.stop.abort(new vscode.CancellationError());
    this.askedAt = -Infinity;
    this.replace(nothing);
  }

  dispose(): void {
    this.stop.abort(new vscode.CancellationError());
    this.changed.dispose();
  }

  private replace(finding: Finding): void {
    this.found = finding;
    this.changed.fire();
  }
}

async function findQuietly(kit: CodeKit, signal: AbortSignal): Promise<Finding> {
  try {
    return await findRecentPeople(kit, signal);
  } catch (error) {
    if (isCircuitError(error)) {
      return { ...nothing, notes: [error.message] };
    }
    if (signal.aborted) {
      return nothing;
    }
    throw error;
  }
}
