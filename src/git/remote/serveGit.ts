import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import { fieldsOf } from '../../base/memento';
import type { AskGit, GitAnswer } from '../questions';
import {
  askCommand,
  cancelCommand,
  mostCharacters,
  protocolVersion,
  type RemoteReply,
} from './protocol';

const mostDays = 3_660;
const mostAtOnce = 32;

/** A request, checked in every part. */
interface Checked {
  readonly id: string;
  readonly ask: (signal: AbortSignal) => Promise<GitAnswer<unknown>>;
}

/**
 * Registers the helper's commands. Any extension and any command link may call them, so every
 * argument is checked. Every call gets an answer, because an error would lose its class on the way.
 */
export function serveGit(askGit: AskGit): Disposable {
  const running = new Map<string, AbortController>();
  const answer = async (request: unknown): Promise<RemoteReply> => {
    try {
      const checked = readRequest(request, askGit);
      if (!checked || running.has(checked.id) || running.size >= mostAtOnce) {
        return { version: protocolVersion, kind: 'refused' };
      }
      return { version: protocolVersion, ...(await run(checked, running)) };
    } catch {
      return { version: protocolVersion, kind: 'untold', why: 'failed' };
    }
  };
  return combinedDisposable(
    vscode.commands.registerCommand(askCommand, answer),
    vscode.commands.registerCommand(cancelCommand, (id: unknown) => {
      running.get(typeof id === 'string' ? id : '')?.abort();
    }),
    { dispose: () => running.forEach(stop => stop.abort()) },
  );
}

async function run(
  { id, ask }: Checked,
  running: Map<string, AbortController>,
): Promise<GitAnswer<unknown>> {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    const answer = await ask(stop.signal);
    return JSON.stringify(answer).length > mostCharacters
      ? { kind: 'untold', why: 'tooMuch' }
      : answer;
  } finally {
    running.delete(id);
  }
}

/** Undefined unless it is a complete request of this version. */
function readRequest(request: unknown, askGit: AskGit): Checked | undefined {
  const fields = fieldsOf(request);
  const id = fields.get('id');
  const uri = fields.get('uri');
  const isRequest = fields.get('version') === protocolVersion && typeof id === 'string';
  if (!isRequest || !/^[0-9a-f-]{36}$/.test(id) || !(uri instanceof vscode.Uri)) {
    return undefined;
  }
  const question = fields.get('question');
  switch (question) {
    case 'root':
    case 'blame':
    case 'otherAuthors':
      return { id, ask: signal => askGit(question, { uri }, signal) };
    case 'authors': {
      const sinceDays = fields.get('sinceDays');
      return isDays(sinceDays)
        ? { id, ask: signal => askGit(question, { uri, sinceDays }, signal) }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isDays(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostDays;
}
