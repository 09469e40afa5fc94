import * as vscode from 'vscode';
import { findColleagues, nobodyWords } from './askers';
import type { CodeKit } from './codeKit';
import type { Finding } from './colleagueItems';
import type { Found } from './colleagues';
import type { Contribution } from './contribution';
import { GitError } from './git';
import { findGit } from './gitHere';
import { listAuthors } from './gitQuestions';
import { readAllOwners } from './ownersFile';

const days = 90;
const mostPeople = 50;

/** This workspace's authors of the last 90 days and its code owners, who are in Circuit. */
export async function findRecentPeople(kit: CodeKit, signal: AbortSignal): Promise<Finding> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const notes = new Set<string>();
  const places = await Promise.all(folders.map(({ uri }) => readPlace(uri, notes, signal)));
  const found: Found = {
    contributions: places.flatMap(({ contributions }) => contributions),
    owners: places.flatMap(({ owners }) => owners),
  };
  signal.throwIfAborted();
  const colleagues = await findColleagues(found, kit, mostPeople);
  const nobody = colleagues.length === 0 ? [nobodyWords(found, kit)] : [];
  return { colleagues, measure: 'commits', notes: [...notes, ...nobody] };
}

/** What a workspace folder says. Why git says nothing is added to `notes`. */
async function readPlace(uri: vscode.Uri, notes: Set<string>, signal: AbortSignal): Promise<Found> {
  const here = await findGit(uri);
  const owners = await readAllOwners(here.kind === 'here' ? here.folder : uri);
  if (here.kind === 'absent') {
    notes.add(here.reason);
    return { contributions: [], owners };
  }
  const place = { git: here.git, folder: here.folder.fsPath };
  return { contributions: await listQuietly(place, signal), owners };
}

/** A repository without a commit has no authors, and that is no error. */
async function listQuietly(
  place: Parameters<typeof listAuthors>[0],
  signal: AbortSignal,
): Promise<readonly Contribution[]> {
  try {
    return (await listAuthors(place, { sinceDays: days }, signal)).value;
  } catch (error) {
    if (error instanceof GitError) {
      return [];
    }
    throw error;
  }
}
