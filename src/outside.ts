import type { CurrentAccount } from './account/account';
import type { ToolSource } from './assistants/tools';
import type { DisposableStore } from './base/disposables';
import type { LogChannel } from './base/log';
import type { Memento } from './base/memento';
import type { CodeContext } from './code/context';
import { PeopleByAddress } from './code/peopleByAddress';
import type { CommandTable } from './commandIds';
import { reportFailure } from './commands';
import { AccessList } from './extensions/accessList';
import { AccessQuestions } from './extensions/accessQuestions';
import { Answerer } from './extensions/answerer';
import { addToGitLens } from './extensions/gitLens';
import { manageAccess } from './extensions/manageAccess';
import { accountKey } from './presence/shared/session';
import { moment, type StatusChanger } from './status/change/changeStatus';
import { retryable } from './status/retry';

/** What answers assistants and other extensions. */
export interface Outside {
  readonly tools: ToolSource;
  readonly answerer: Answerer;
  readonly commands: CommandTable<'extensions'>;
}

/** What that is built from. */
export interface OutsideSource {
  readonly account: CurrentAccount;
  /** Kept for all windows. */
  readonly memory: Memento;
  readonly code: CodeContext;
  readonly status: StatusChanger;
  readonly log: LogChannel;
}

/** Builds it into `parts`, while somebody is signed in. */
export function createOutside(
  { account, memory, code, status, log }: OutsideSource,
  parts: DisposableStore,
): Outside {
  const { store, poller } = code;
  const people = parts.add(new PeopleByAddress(code));
  const key = () => accountKey(account.account);
  const access = new AccessList(memory, key);
  const questions = new AccessQuestions(access, key);
  const report = (error: unknown) => void reportFailure('gitLens', error, log);
  addToGitLens({ code, people, report }, parts);
  return {
    tools: {
      ...{ store, poller, people, code },
      account: () => account.account,
      moment: () => moment(status.zone),
      setStatus: change => retryable(status, () => status.change(change)),
    },
    answerer: parts.add(new Answerer({ store, people, questions })),
    commands: { 'circuit.manageAccess': () => manageAccess(access) },
  };
}
