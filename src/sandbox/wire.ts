/** A person as sent by Circuit. Fields without a value are left out. */
export interface WireUser {
  readonly userId: string;
  readonly displayName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly emailAddress: string;
  readonly emailAddresses?: readonly { readonly address: string; readonly type: string }[];
  readonly secondaryEmailAddress?: string;
  readonly phoneNumber?: string;
  readonly phoneNumbers?: readonly { readonly phoneNumber: string; readonly type: string }[];
  readonly jobTitle?: string;
  readonly company?: string;
  readonly department?: string;
  readonly locale?: string;
  /** A URL, as in the specification, or a file id, as in answers seen. */
  readonly avatar?: string;
  readonly avatarLarge?: string;
  readonly primaryTenantId?: string;
  readonly secondaryTenantId?: string;
  readonly userType: string;
  readonly userState: string;
}

export const presenceStates = ['AVAILABLE', 'OFFLINE', 'AWAY', 'BUSY', 'DND'] as const;

export type WireState = (typeof presenceStates)[number];

/**
 * A presence as sent by Circuit: booleans are always present, the rest is left out without a value.
 */
export interface WirePresence {
  readonly userId: string;
  readonly state: WireState;
  readonly statusMessage?: string;
  /** Epoch milliseconds; ISO 8601 only if the sandbox is switched to that reading. */
  readonly dndUntil?: number | string;
  readonly mobile: boolean;
  readonly poor: boolean;
  readonly isOptedOut: boolean;
  readonly timeZoneOffset?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly locationText?: string;
}

/** A label of conversations. */
export interface WireLabel {
  readonly labelId: string;
  readonly value: string;
}

/** The failure of an operation. Becomes Circuit's error body. */
export class WireError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413;

  constructor(status: WireError['status'], reason: string) {
    super(reason);
    this.status = status;
  }
}

const descriptions: Readonly<Record<number, string>> = {
  400: 'the request contains invalid data',
  401: 'authentication was not successful',
  403: 'the operation is not allowed',
  404: 'the requested resource was not found',
  413: 'the request is too large',
  500: 'internal error',
  503: 'currently unable to receive requests',
};

/** The error body as recorded by clients; `errorCode` is a string there. */
export function errorBody(status: number, ...validationErrors: string[]): object {
  return {
    errorDescription: descriptions[status] ?? 'the request was not processed',
    validationErrors,
    errorCode: String(status),
  };
}
