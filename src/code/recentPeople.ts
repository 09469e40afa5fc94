import * as vscode from 'vscode';
import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';
import { isCircuitError } from '../circuit/errors';
import type { WhyUntold } from '../git/questions';
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

/** A repository, or a folder of which git tells nothing, with the reason. */
export interface CodePlace {
  readonly uri: vscode.Uri;
  readonly untold?: WhyUntold;
}

/** Where the open folders lie. A repository is one place, however many of its folders are open. */
export async function findPlaces(
  { git }: CodeContext,
  signal: AbortSignal,
): Promise<readonly CodePlace[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = await Promise.all(
    folders.map(async ({ uri }): Promise<CodePlace> => {
      const root = await git.askGit('root', { uri }, signal);
      return root.kind === 'told' ? { uri: root.told } : { uri, untold: root.why };
    }),
  );
  return [...new Map(places.map(place => [place.uri.toString(), place])).values()];
}

/**
 * The authors of the last 90 days and the code owners who are in Circuit, of `chosen` or else of the
 * whole workspace.
 */
export async function findRecentPeople(
  context: CodeContext,
  signal: AbortSignal,
  chosen?: readonly CodePlace[],
): Promise<Finding> {
  const notes = new Set<string>();
  const places = chosen ?? (await findPlaces(context, signal));
  const read = await Promise.all(places.map(place => readPlace(place, notes, context, signal)));
  const found: Found = {
    contributions: read.flatMap(({ contributions }) => contributions),
    owners: read.flatMap(({ owners }) => owners),
  };
  signal.throwIfAborted();
  const colleagues = await findColleagues(found, context, mostPeople);
  const nobody = colleagues.length === 0 ? [nobodyWords(found, context)] : [];
  return { colleagues, measure: 'commits', notes: [...notes, ...nobody] };
}

/** If git has no answer, the reason is added to `notes`. */
async function readPlace(
  { uri, untold }: CodePlace,
  notes: Set<string>,
  { git }: CodeContext,
  signal: AbortSignal,
): Promise<Found> {
  if (untold) {
    void git.reach(uri, 'seen');
    notes.add(untoldWords(untold));
    return { contributions: [], owners: await readAllOwners(uri) };
  }
  const [owners, authors] = await Promise.all([
    readAllOwners(uri),
    git.askGit('authors', { uri, sinceDays: days }, signal),
  ]);
  // A repository without commits has no authors; that is not an error.
  return { contributions: authors.kind === 'told' ? authors.told.value : [], owners };
}
