/** Why a tool gave no answer, for the log. */
export type Refusal =
  'off' | 'input' | 'rate' | 'signedOut' | 'consent' | 'outside' | 'waiting' | 'notSet' | 'failed';

/**
 * A failure that a language model is told about. Its message, always in English, says what to do.
 */
export class ToolError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}

export const switchedOff = () =>
  new ToolError(
    'off',
    'The user has not allowed assistants to ask Circuit. Only the user can, with the setting circuit.assistants. Do not try again before.',
  );

export const tooOften = (waitMs: number) =>
  new ToolError(
    'rate',
    `There were 30 calls in 10 minutes, which is the most. Go on without Circuit; the next call is answered in ${Math.ceil(waitMs / 60_000)} min.`,
  );

export const signedOut = () =>
  new ToolError(
    'signedOut',
    'Nobody is signed in to Circuit in this window. The user can run the command "Circuit: Sign In".',
  );

/** `problem` is what valibot found; `wanted` is what the tool accepts. */
export const wrongInput = (problem: string, wanted: string) =>
  new ToolError('input', `This input does not fit: ${problem}. Give ${wanted}.`);

export const noConsent = () =>
  new ToolError(
    'consent',
    'In this workspace the user has not allowed asking Circuit about the people of the code. The user can run the command "Circuit: Who Can I Ask About This?" and say yes. Do not try again before.',
  );

export const outsideWorkspace = () =>
  new ToolError(
    'outside',
    'No folder that is open in this window holds this path. Give the absolute path of a file or folder in the workspace.',
  );

export const isWaiting = () =>
  new ToolError(
    'waiting',
    'The user is still deciding on an earlier proposal. Propose nothing more until that one is answered.',
  );

/** The user said yes, and VS Code has told them what went wrong. */
export const notSet = () =>
  new ToolError(
    'notSet',
    'The user said yes, but the status could not be set. VS Code has told the user why.',
  );

export const failed = () =>
  new ToolError('failed', 'The Circuit extension could not answer this call.');

/** Notes added to an answer. */
export const notes = {
  demo: 'This is the demo of the extension: these people and states are made up.',
  domains: (domains: readonly string[]) =>
    domains.length > 0
      ? `Only addresses in ${domains.join(', ')} may be asked about.`
      : 'No address may be asked about: the setting circuit.allowedDomains names no domain.',
  nobody: 'Circuit knows nobody by this.',
  noId: 'This is neither "me", nor an id that a circuit_ tool gave, nor a complete email address.',
  notAsked: 'Circuit could not be asked about this address. It may be another time.',
  offline: 'Circuit cannot be reached at the moment: the ages tell how old this is.',
  morePeople: 'There are more people of this name: ask the user for a fuller one.',
  leftOut: 'People outside of the allowed email domains are left out.',
} as const;
