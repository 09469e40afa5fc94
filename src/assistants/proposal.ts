import * as vscode from 'vscode';
import { escapeLinks, isolate } from '../base/plainText';
import { MINUTE_MS, type Moment } from '../base/timeWords';
import type { PresenceUpdate } from '../circuit/types';
import type { PresenceChange } from '../presence/presenceChange';
import { updateWords } from '../presence/stateWords';
import type { ToolInput } from './inputs';
import { isWaiting, notSet } from './sentences';
import type { ToolContext } from './tools';

const deadlineMs = 60_000;

/** What came of a proposal. */
export interface ProposalOutcome {
  readonly outcome: 'set' | 'declined';
}

/**
 * `circuit_propose_status`, one at a time. Sets only what the person said yes to, and tells them
 * through `report` if that fails.
 */
export function createProposer(report: (error: unknown) => void) {
  let isAsking = false;
  return async (
    input: ToolInput<'circuit_propose_status'>,
    { account, moment, setStatus }: Pick<ToolContext, 'account' | 'moment' | 'setStatus'>,
    token: vscode.CancellationToken,
  ): Promise<ProposalOutcome> => {
    if (isAsking) {
      throw isWaiting();
    }
    const change = changeOf(input, Date.now());
    const asked = account();
    isAsking = true;
    const isWanted = await askPerson(change, moment(), token).finally(() => (isAsking = false));
    // A proposal for one account is never set for another.
    if (!isWanted || account() !== asked) {
      return { outcome: 'declined' };
    }
    try {
      await setStatus(change);
    } catch (error) {
      report(error);
      throw notSet();
    }
    return { outcome: 'set' };
  };
}

/**
 * The change that a proposal makes once the person says yes. It ends when they were told it would.
 */
function changeOf(
  { state, duration_minutes, message }: ToolInput<'circuit_propose_status'>,
  now: number,
): PresenceChange {
  return {
    state,
    ...(duration_minutes !== undefined && { dndUntil: now + duration_minutes * MINUTE_MS }),
    ...(message !== undefined && { statusMessage: message }),
  };
}

/**
 * Asks the person in a notification, which doesn't take the focus from what they are typing. True
 * only if they click yes within a minute and before `token` is cancelled.
 */
async function askPerson(
  change: PresenceChange,
  moment: Moment,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const yes = vscode.l10n.t('Set Status');
  const no = vscode.l10n.t("Don't Set");
  const over = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => over.resolve(undefined), deadlineMs);
  const listener = token.onCancellationRequested(() => over.resolve(undefined));
  const clicked = vscode.window.showInformationMessage(proposalWords(change, moment), yes, no);
  let isOver = false;
  void clicked.then(
    // The notification stays in VS Code's list, and an extension can't remove it.
    answer => (isOver && answer === yes ? tellTooLate() : undefined),
    () => undefined,
  );
  try {
    return (await Promise.race([clicked, over.promise])) === yes;
  } catch {
    return false;
  } finally {
    isOver = true;
    clearTimeout(timer);
    listener.dispose();
  }
}

function tellTooLate(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The proposal has expired. Your status wasn't changed."),
  );
}

/** What would be set, as a sentence of plain text, because a model wrote the message. */
function proposalWords({ state, dndUntil, statusMessage }: PresenceChange, moment: Moment): string {
  const update = { state, dndUntil, statusMessage: '' } as PresenceUpdate; // a proposal always has a state, and an end if it needs one
  const words = updateWords(update, moment);
  return statusMessage === undefined
    ? vscode.l10n.t('Proposed by an assistant: set your status to {0}?', words)
    : vscode.l10n.t(
        'Proposed by an assistant: set your status to {0}, with the message “{1}”?',
        words,
        isolate(escapeLinks(statusMessage)),
      );
}
