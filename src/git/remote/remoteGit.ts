import * as vscode from 'vscode';
import { orAborted } from '../../base/async';
import { fieldsOf } from '../../base/memento';
import type { AskGit, GitAnswer, WhyUntold } from '../questions';
import { askCommand, cancelCommand, protocolVersion, type RemoteRequest } from './protocol';
import { readTold, readWhy } from './readReply';

/** Longer than all of git's own deadlines together. */
const deadlineMs = 40_000;

/**
 * Asks the helper, which runs in the extension host beside the files, through VS Code's commands.
 */
export function createRemoteGit(): AskGit {
  return async (question, about, signal) => {
    signal.throwIfAborted();
    if (question === 'commentSetting' || question === 'withTrailer' || !('uri' in about)) {
      return untold('elsewhere');
    }
    if (!vscode.workspace.isTrusted) {
      return untold('untrusted'); // the helper isn't started in an untrusted workspace
    }
    const id = crypto.randomUUID();
    const sent = await send({ version: protocolVersion, id, question, ...about }, signal);
    if (sent.kind === 'unsent') {
      return untold(sent.why);
    }
    const fields = fieldsOf(sent.reply);
    const why = whyNone(fields);
    const told = why === undefined ? readTold[question](fields.get('told')) : undefined;
    return told === undefined ? untold(why ?? 'lost') : { kind: 'told', told };
  };
}

type Sent =
  | { readonly kind: 'sent'; readonly reply: unknown }
  | { readonly kind: 'unsent'; readonly why: WhyUntold };

/** Also cancels the question at the helper once nobody waits for the answer. */
async function send(request: RemoteRequest, signal: AbortSignal): Promise<Sent> {
  const cancel = () => {
    vscode.commands.executeCommand(cancelCommand, request.id).then(undefined, () => undefined);
  };
  const { promise: late, resolve } = Promise.withResolvers<Sent>();
  const timer = setTimeout(() => {
    cancel();
    resolve({ kind: 'unsent', why: 'lost' });
  }, deadlineMs);
  signal.addEventListener('abort', cancel);
  try {
    return await orAborted(signal, ask(request), late);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

async function ask(request: RemoteRequest): Promise<Sent> {
  try {
    const reply: unknown = await vscode.commands.executeCommand(askCommand, request);
    return { kind: 'sent', reply };
  } catch (error) {
    // VS Code's message for a command that no extension has registered. It is always in English.
    const isMissing = error instanceof Error && error.message.includes('not found');
    return { kind: 'unsent', why: isMissing ? 'noHelper' : 'lost' };
  }
}

/** Why a reply holds no answer; undefined if it claims to hold one. */
function whyNone(reply: ReadonlyMap<string, unknown>): WhyUntold | undefined {
  const version = reply.get('version');
  if (typeof version === 'number' && version !== protocolVersion) {
    return version < protocolVersion ? 'oldHelper' : 'newHelper';
  }
  switch (reply.get('kind')) {
    case 'told':
      return version === protocolVersion ? undefined : 'lost';
    case 'untold':
      return readWhy(reply.get('why')) ?? 'lost';
    default:
      return 'lost';
  }
}

function untold(why: WhyUntold): GitAnswer<never> {
  return { kind: 'untold', why };
}
