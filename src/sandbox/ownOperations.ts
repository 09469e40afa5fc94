import type { WireLabel, WireUser } from './wire';
import type { Ask, World } from './world';

/** `GET /users/labels` */
export function getLabels(_ask: Ask, { company }: World): readonly WireLabel[] {
  return company.labels;
}

/** `GET /users/profile` */
export function getProfile({ me }: Ask): WireUser {
  return me.user;
}

/** `GET /users/supportinfo`: the kind is "a number" to the specification, a word to the SDK. */
export function getSupportInfo(_ask: Ask, { company, readings }: World): object {
  return {
    supportEmailAddress: company.supportEmailAddress,
    supportType: readings.supportTypeAs === 'word' ? 'EMAIL' : 2,
  };
}
