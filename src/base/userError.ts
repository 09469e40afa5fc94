/** A command cannot do what it was asked. `message` is a localised sentence that says why. */
export class UserError extends Error {}
