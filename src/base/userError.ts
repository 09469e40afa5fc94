import * as l10n from '@vscode/l10n';

/** An error whose `message` is a localised sentence for the person. */
export class UserError extends Error {}

/** What was asked for needs a sign-in, and there is none. */
export class SignInRequiredError extends UserError {
  constructor() {
    super(l10n.t('Sign in to Circuit first.'));
  }
}

/** What failed can be asked for again, as it was asked for. */
export class RetryableError extends UserError {
  readonly retry: () => Promise<void>;

  constructor(message: string, retry: () => Promise<void>, cause: unknown) {
    super(message, { cause });
    this.retry = retry;
  }
}

/** What to show of `error`. Only a `UserError` is shown as it is: any other message may hold anything. */
export function sentenceFor(error: unknown): string {
  return error instanceof UserError
    ? error.message
    : l10n.t('Something went wrong in the Circuit extension itself.');
}
