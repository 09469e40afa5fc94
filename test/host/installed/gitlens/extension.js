/** The part of GitLens' API by which other extensions add to its hovers. */
class Api {
  /** Read by tests. */
  runners = [];

  registerActionRunner(action, runner) {
    const registered = { action, runner };
    this.runners.push(registered);
    return { dispose: () => (this.runners = this.runners.filter(each => each !== registered)) };
  }
}

export function activate() {
  return new Api();
}
