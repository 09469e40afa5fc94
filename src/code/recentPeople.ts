import * as vscode from 'vscode';
import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import { isCircuitError } from '../circuit/errors';
import type { CodeContext } from './context';
import { untoldWords } from './gitWords';
import { readAllOwners } from './owners/ownersFile';
import type { Finding } from './whoCanIAsk/colleagueItems';
import type { Found } from './whoCanIAsk/colleagues';
import { findColleagues, nobodyWords } from './whoCanIAsk/findColleagues';

const nothing: Finding = { colleagues: [], measure: 'commits', notes: [] };
const staleMs = 10 * 60_000;

/** The people of this workspace's code as last found. One search runs at a time. */
export class Recent implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly context: CodeContext;
  private stop = new AbortController();
  private found = nothing;
  private askedAt = -Infinity;

  constructor(context: CodeContext) {
    this.context = context;
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

  /** Asks git and Circuit; cancels a running search. If Circuit did not answer, a note says why. */
  async load(): Promise<void> {
    this.stop.abort(new vscode.CancellationError());
    this.stop = new AbortController();
    this.askedAt = Date.now();
    const { signal } = this.stop;
    const finding = await findQuietly(this.context, signal);
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

async function findQuietly(context: CodeContext, signal: AbortSignal): Promise<Finding> {
  try {
    return await findRecentPeople(context, signal);
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

const days = 90;
const mostPeople = 50;

/** This workspace's authors of the last 90 days and its code owners, who are in Circuit. */
export async function findRecentPeople(
  context: CodeContext,
  signal: AbortSignal,
): Promise<Finding> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const notes = new Set<string>();
  const places = await Promise.all(
    folders.map(({ uri }) => readPlace(uri, notes, context, signal)),
  );
  const found: Found = {
    contributions: places.flatMap(({ contributions }) => contributions),
    owners: places.flatMap(({ owners }) => owners),
  };
  signal.throwIfAborted();
  const colleagues = await findColleagues(found, context, mostPeople);
  const nobody = colleagues.length === 0 ? [nobodyWords(found, context)] : [];
  return { colleagues, measure: 'commits', notes: [...notes, ...nobody] };
}

/** Reads one workspace folder. If git has no answer, the reason is added to `notes`. */
async function readPlace(
  uri: vscode.Uri,
  notes: Set<string>,
  { askGit }: CodeContext,
  signal: AbortSignal,
): Promise<Found> {
  const root = await askGit('root', { uri }, signal);
  if (root.kind === 'untold') {
    notes.add(untoldWords(root.why));
    return { contributions: [], owners: await readAllOwners(uri) };
  }
  const [owners, authors] = await Promise.all([
    readAllOwners(root.told),
    askGit('authors', { uri: root.told, sinceDays: days }, signal),
  ]);
  // A repository without commits has no authors; that is not an error.
  return { contributions: authors.kind === 'told' ? authors.told.value : [], owners };
}
