import type * as vscode from 'vscode';
import type { Logger } from '../base/log';
import type { Setting } from '../base/setting';
import { SignInRequiredError } from '../base/userError';
import { isCircuitError } from '../circuit/errors';
import { createCallLimit } from './callLimit';
import { readInput, type ToolInput, type ToolName } from './inputs';
import { givenIdsByAccount } from './people';
import { createProposer } from './proposal';
import { failed, signedOut, switchedOff, ToolError, tooOften } from './sentences';
import { tellPeople, tellPresence, type ToolContext, type ToolSource } from './tools';
import { tellWhomToAsk } from './whomToAsk';

const mostCalls = 30;
const windowMs = 10 * 60_000;

/** Answers a call with JSON text. Throws an error whose message is meant for the model. */
export type RunTool = (
  name: ToolName,
  input: unknown,
  token: vscode.CancellationToken,
) => Promise<string>;

export interface RunToolParts {
  /** `circuit.assistants` */
  readonly isAllowed: Setting<boolean>;
  /** Throws a `SignInRequiredError` when nobody is signed in. */
  readonly source: () => Promise<ToolSource>;
  /** Tells the person why their status couldn't be set. */
  readonly report: (error: unknown) => void;
  readonly log: Logger;
}

type Run = (
  input: unknown,
  context: ToolContext,
  token: vscode.CancellationToken,
) => Promise<object>;

/** The log says which tool ran and how that ended, but nothing about people. */
export function createRunTool({ isAllowed, source, report, log }: RunToolParts): RunTool {
  const limit = createCallLimit(mostCalls, windowMs);
  const runs: Readonly<Record<ToolName, Run>> = {
    circuit_get_presence: withInput('circuit_get_presence', tellPresence),
    circuit_find_people: withInput('circuit_find_people', tellPeople),
    circuit_find_whom_to_ask: withInput('circuit_find_whom_to_ask', tellWhomToAsk),
    circuit_propose_status: withInput('circuit_propose_status', createProposer(report)),
  };
  const givenTo = givenIdsByAccount();
  const requireAllowed = () => {
    if (!isAllowed.value) {
      throw switchedOff();
    }
  };
  return async (name, input, token) => {
    try {
      requireAllowed();
      const waitMs = limit(Date.now());
      if (waitMs > 0) {
        throw tooOften(waitMs);
      }
      const found = await source();
      const account = found.account();
      if (!account) {
        throw signedOut();
      }
      const answer = await runs[name](input, { ...found, given: givenTo(account) }, token);
      requireAllowed();
      if (found.account() !== account) {
        throw signedOut();
      }
      log.info(`${name}: answered`);
      return JSON.stringify(answer);
    } catch (error) {
      const told = errorForModel(error);
      log.info(`${name}: ${told instanceof ToolError ? told.refusal : told.kind}`);
      throw told;
    }
  };
}

function withInput<N extends ToolName>(
  name: N,
  act: (
    input: ToolInput<N>,
    context: ToolContext,
    token: vscode.CancellationToken,
  ) => Promise<object>,
): Run {
  return (input, context, token) => act(readInput(name, input), context, token);
}

/** Messages of Circuit's errors are our own sentences; those of other errors may hold anything. */
function errorForModel(error: unknown) {
  if (error instanceof SignInRequiredError) {
    return signedOut();
  }
  return error instanceof ToolError || isCircuitError(error) ? error : failed();
}
