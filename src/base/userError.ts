import * as l10n from '@vscode/l10n';

/** An error whose `message` is a localised sentence for the person. */
export class UserError extends Error {}

/** There is nothing to do, or something else comes first: nothing has failed. */
export class NothingToDo extends UserError {}

/** The action needs a sign-in and nobody is signed in. */
export class SignInRequiredError extends UserError {
  constructor(message = l10n.t('Sign in to Circuit first.')) {
    super(message);
  }
}

/** The failed action can be tried again unchanged. */
export class RetryableError extends UserError {
  readonly retry: () => Promise<void>;

  constructor(message: string, retry: () => Promise<void>, cause: unknown) {
    super(message, { cause });
    this.retry = retry;
  }
}

/**
 * The sentence to show for `error`. Only a `UserError`'s message is shown: any other may contain
 * anything.
 */
export function sentenceFor(error: unknown): string {
  return error instanceof UserError
    ? error.message
    : l10n.t('Something went wrong in the Circuit Presence extension.');
}
