/** Runs one piece of work at a time; work added meanwhile is joined into the next piece. */
export interface JoiningQueue<Work, Result> {
  /** Resolves to the result of the piece that `work` became part of. */
  add(work: Work): Promise<Result>;
}

/** `run` can check whether newer work, which supersedes its own, is waiting. */
export function createJoiningQueue<Work, Result>(
  join: (earlier: Work, later: Work) => Work,
  run: (work: Work, isOvertaken: () => boolean) => Promise<Result>,
): JoiningQueue<Work, Result> {
  let waiting: { work: Work; readonly result: PromiseWithResolvers<Result> } | undefined;
  let running = false;

  async function runAll(): Promise<void> {
    running = true;
    while (waiting) {
      const { work, result } = waiting;
      waiting = undefined;
      await run(work, () => waiting !== undefined).then(result.resolve, result.reject);
    }
    running = false;
  }

  return {
    add(work) {
      waiting = waiting
        ? { work: join(waiting.work, work), result: waiting.result }
        : { work, result: Promise.withResolvers() };
      const { promise } = waiting.result;
      if (!running) {
        void runAll();
      }
      return promise;
    },
  };
}
