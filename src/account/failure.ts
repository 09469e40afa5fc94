import * as l10n from '@vscode/l10n';
import { isCircuitError } from '../circuit/errors';
import { Refusal } from '../refusal';

/** A sign-in that failed, as the person is to hear of it. */
export interface Failure {
  readonly sentence: string;
  /** Trying again does not help: the OAuth app has to be another, or be changed. */
  readonly isAppWrong: boolean;
}

/** Codes that only whoever registered the OAuth app can do something about. */
const appCodes: ReadonlySet<unknown> = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
]);

/** `supportHint` is added where an administrator has to act. */
export function describeFailure(error: unknown, supportHint: string): Failure {
  const isAppWrong = error instanceof Error && 'code' in error && appCodes.has(error.code);
  return { isAppWrong, sentence: sentenceOf(error) + (isAppWrong ? supportHint : '') };
}

/** Only sentences that were written for people are shown: any other message may hold anything. */
function sentenceOf(error: unknown): string {
  return isCircuitError(error) || error instanceof Refusal
    ? error.message
    : l10n.t('Something went wrong in the Circuit extension itself.');
}
